// The picture, and what it opens: a pod or a group, a device, a port.

const routeOf = ({ level, plane, block }) => `block/${Math.max(level, 1)}/${plane}/${block}`;

const draw = (id) => byId(id).content.firstElementChild.cloneNode(true);

// Whatever in a picture leads somewhere can be clicked, and reached with Tab and Enter.
const lively = (picture, place) => {
  picture.setAttribute("role", "group");
  for (const node of picture.querySelectorAll("[data-go]")) {
    const route = place(node);
    const go = () => (location.hash = `#/${route}`);
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "link");
    node.addEventListener("click", go);
    node.addEventListener("keydown", ({ key }) => key === "Enter" && go());
  }
  return picture;
};

const showOverview = (main) => {
  main.append(make("h2", {}, "Picture"),
    make("p", { class: "told" }, summary.zoom),
    make("div", { class: "picture" }, lively(draw("overview"), (node) => node.dataset.go)));
};

// Every pod is drawn alike, and every group; only the names differ.
const blockPicture = (template, name, plane, block) => {
  const picture = draw(template);
  for (const node of picture.querySelectorAll("[data-go]")) {
    const [, level, , , number] = node.dataset.go.split("/");
    const device = devicesOf(blockAt(Number(level), plane, block))[Number(number)];
    node.dataset.device = device.name;
    node.querySelector("title").textContent = device.name;
    node.setAttribute("aria-label", device.name);
  }
  picture.querySelector("title").textContent = name;
  return lively(picture, (node) => `device/${encodeURIComponent(node.dataset.device)}`);
};

const showBlock = (main, level, plane, block) => {
  const found = [level === 2 ? [2] : [1, 0]].flat().map((one) => blockAt(one, plane, block)).filter(Boolean);
  if (!found.length) return showNothing(main);
  const name = blockName(found[0]);
  const list = listing(name, DEVICE_COLUMNS);
  const rows = found.flatMap(devicesOf);
  main.append(make("p", { class: "path" }, link("", "Picture")), make("h2", {}, name),
    make("div", { class: "picture" }, blockPicture(level === 2 ? "group" : "pod", name, plane, block)), list.node);
  list.fill(rows, many(rows.length, "device"));
};

const showSwitch = (level, plane, block, number) => {
  const device = devicesOf(blockAt(level, plane, block))[number];
  location.replace(`#/device/${encodeURIComponent(device.name)}`);
};

const showNothing = (main) => main.append(make("h2", {}, "Not found"), make("p", {}, "There is nothing of that name in this fabric. ", link("devices", "All devices")));

// The front panel: a column for each cage, a button for each of its ports.
const panel = (device, rows, chosen) => {
  const used = new Map(rows.map((row) => [row.port, row]));
  const cages = new Map();
  for (const [name, cage, , gbps] of device.tier.slots) {
    const row = used.get(name);
    const words = `${name}, ${gbps}G, ${row ? `${FACING[row.facing]}: ${row.peer}` : "not in use"}`;
    const port = make("a", {
      class: `port ${row ? row.facing : "free"}`, title: words, "aria-label": words,
      href: row ? `#/device/${encodeURIComponent(device.name)}/${encodeURIComponent(name)}` : null,
      "aria-current": name === chosen ? "true" : null,
    });
    if (!cages.has(cage)) cages.set(cage, []);
    cages.get(cage).push(port);
  }
  const key = Object.entries({ ...FACING, free: "not in use" }).map(([kind, words]) =>
    make("span", {}, make("span", { class: `port ${kind}`, "aria-hidden": "true" }), words));
  return [make("div", { class: "panel", role: "group", "aria-label": "Front panel" },
    [...cages].map(([cage, ports]) => make("div", { class: "cage" }, make("span", { "aria-hidden": "true" }, String(cage)), ports))),
  make("p", { class: "key" }, key)];
};

const facts = (pairs) => make("dl", {}, pairs.filter(([, value]) => value).map(([name, value]) =>
  make("div", {}, make("dt", {}, name), make("dd", {}, value))));

const peerLink = (peer) => {
  const [name, port] = peer.split(/:(.*)/s);
  return deviceCalled(name) ? [toDevice(name), " ", toPort(name, port)] : peer;
};

const showPort = (device, row) => {
  const profile = (summary.exceptions[device.name] ?? device.tier.profiles).find((one) => one.facing === row.facing);
  return make("section", { class: "card", "aria-label": row.port }, make("h3", {}, row.port), facts([
    ["Other end", peerLink(row.peer)], ["Faces", FACING[row.facing]], ["Speed", `${row.gbps}G`],
    ["Address", row.address], ["IPv6", row.address6], ["VRF", row.vrf],
    ["Cable", lengthOf(row.facing === "down" ? { ...row, device: row.peer.split(":")[0], facing: "up" } : row)],
    ...(profile ? profile.words : []),
  ]));
};

const showDevice = async (main, name, port) => {
  const device = deviceCalled(name);
  if (!device) return showNothing(main);
  const { tier, block } = device;
  main.append(make("p", { class: "path" }, link("", "Picture"), " › ", link(routeOf(block), blockName(block))),
    make("h2", {}, device.name), facts([
      ["Role", tier.role], ["Model", tier.model], ["Platform", tier.platform], ["ASN", device.asn],
      ["Loopback", device.loopback], ["IPv6 loopback", device.loopback6], ["Management", device.management],
    ]));
  const [rows, files] = await Promise.all([portsOf(device), filesOf(device)]);
  const ports = wired(rows);
  const row = ports.find((one) => one.port === port);
  main.append(...panel(device, ports, port));
  if (row) main.append(showPort(device, row));
  if (port && !row) main.append(make("p", { class: "told" }, `${port} is not in use on ${name}.`));
  main.append(make("details", {}, make("summary", {}, `Ports in use (${ports.length})`),
    table(`Ports of ${name}`, ["Port", "Faces", "Speed", "Other end", "Address", "VRF"],
      ports.map((one) => [toPort(name, one.port), one.facing, one.gbps ? `${one.gbps}G` : "", peerLink(one.peer), ADDRESS.text(one), one.vrf]))));
  const gateways = rows.filter((one) => one.facing === "vlan");
  if (gateways.length)
    main.append(make("details", {}, make("summary", {}, `VLANs (${gateways.length})`), table(`VLANs of ${name}`, ["VLAN", "Name", "Gateway", "VRF"],
      gateways.map((one) => [one.port, one.peer, ADDRESS.text(one), one.vrf]))));
  for (const file of files)
    main.append(make("section", { class: "file" }, make("h3", {}, file.path),
      make("p", { class: "told" }, many(file.lines.length - 1, "line")), code(file.lines, file.path)));
};
