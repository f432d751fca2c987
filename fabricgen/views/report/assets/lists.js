// Devices, ports, cables and addresses of the whole fabric. Ports are unpacked block by block while the search runs.

const MOST = 500;

const DEVICE_COLUMNS = [
  { head: "Device", text: (row) => row.name, show: (row) => toDevice(row.name) },
  { head: "Role", text: (row) => row.tier.role },
  { head: "Where", text: (row) => blockName(row.block), show: (row) => link(routeOf(row.block), blockName(row.block)) },
  { head: "ASN", text: (row) => row.asn },
  { head: "Loopback", text: (row) => row.loopback },
  { head: "Management", text: (row) => row.management },
  { head: "Model", text: (row) => row.tier.model },
  { head: "Platform", text: (row) => row.tier.platform },
];
const DEVICE = { head: "Device", text: (row) => row.device, show: (row) => toDevice(row.device) };
const PORT = { head: "Port", text: (row) => row.port, show: (row) => (FACING[row.facing] ? toPort(row.device, row.port) : row.port) };
const SPEED = { head: "Speed", text: (row) => (row.gbps ? `${row.gbps}G` : "") };
const PEER = { head: "Other end", text: (row) => row.peer };
const ADDRESS = { head: "Address", text: (row) => [row.address, row.address6].filter(Boolean).join(" ") };
const VRF = { head: "VRF", text: (row) => row.vrf };

const KINDS = {
  ports: {
    caption: "Ports", of: (rows) => wired(rows),
    columns: [DEVICE, PORT, { head: "Faces", text: (row) => row.facing }, SPEED, PEER, ADDRESS, VRF],
  },
  cables: {
    caption: "Cables", of: (rows) => rows.filter((row) => row.facing === "host" || row.facing === "up"),
    columns: [DEVICE, PORT, PEER, SPEED, { head: "Length", text: (row) => lengthOf(row) }],
  },
  addresses: {
    caption: "Addresses", of: (rows, device) => [...ownAddresses(device), ...rows.filter((row) => row.address || row.address6)],
    columns: [ADDRESS, DEVICE, PORT, PEER, VRF],
  },
};

const ownAddresses = (device) => [
  { device: device.name, port: "loopback", address: device.loopback, address6: device.loopback6, peer: "" },
  { device: device.name, port: "management", address: device.management, peer: "", vrf: summary.management_vrf },
];

// Of the ports alone; gateways of VLANs stand in the same list.
const wired = (rows) => rows.filter((row) => FACING[row.facing]);

const lengthOf = (row) => {
  const { level } = deviceCalled(row.device).block;
  return summary.lengths[row.facing === "host" ? 0 : level + 1];
};

const listDevices = (main, words) => {
  const list = listing("Devices", DEVICE_COLUMNS);
  const search = (text) => {
    const wanted = wordsOf(text);
    const found = everyDevice().filter((row) => fits(DEVICE_COLUMNS.map((column) => column.text(row)).join(" ").toLowerCase(), wanted));
    list.fill(found, `${many(found.length, "device")} of ${count(devices.length)}`);
    list.node.dataset.asked = text;
  };
  main.append(make("h2", {}, "Devices"), searchBox("Name, role, pod, ASN, address, model", words, search), list.node);
  search(words);
};

let running = 0;

// Blocks with a device of that name first: most searches name one.
const inOrder = (wanted) => {
  if (!wanted.length) return blocks;
  const named = new Set();
  for (const device of everyDevice())
    if (wanted.some((one) => device.name.includes(one))) named.add(device.block.id);
  return [...blocks].sort((one, other) => named.has(other.id) - named.has(one.id));
};

const matches = async (kind, block, wanted) => {
  const packed = await inflate(byId(`ports-${block.id}`).textContent);
  const found = [];
  for (const device of devicesOf(block))
    for (const row of kind.of(linesOf(packed, device.place).filter(Boolean).map((line) => rowOf(device, line)), device))
      if (fits(kind.columns.map((column) => column.text(row) ?? "").join(" ").toLowerCase(), wanted)) found.push(row);
  return found;
};

const listKind = (main, name, words) => {
  const kind = KINDS[name];
  const list = listing(kind.caption, kind.columns);
  const search = async (text) => {
    const mine = ++running;
    const wanted = wordsOf(text);
    let found = [];
    let seen = 0;
    for (const block of inOrder(wanted)) {
      found = [...found, ...(await matches(kind, block, wanted))];
      if (mine !== running) return;
      seen += 1;
      if (found.length >= MOST) break;
      if (seen % 8 === 1) list.fill(found, `${count(found.length)} so far, ${seen} of ${blocks.length} pods and groups searched`);
      await breathe();
    }
    const whole = seen === blocks.length;
    list.fill(whole ? found : found.slice(0, MOST), whole ? `${count(found.length)} found` : `the first ${count(MOST)}; write more words to narrow it down`);
    list.node.dataset.asked = text;
  };
  main.append(make("h2", {}, kind.caption), searchBox("Device, port, other end, address: all words must be there", words, search), list.node);
  search(words);
};
