// What there is: blocks (pods and groups) of switches, their facts at once, their ports and files when asked for.

const FACTS = ["name", "asn", "loopback", "loopback6", "management"];
const PORTS = ["port", "facing", "peer", "address", "address6", "vrf"];

const FACING = { host: "to hosts", down: "down", up: "up" };

const summary = JSON.parse(byId("summary").textContent);
const tierOf = (level) => summary.tiers[level];

const blocks = summary.blocks.map(([level, plane, block, first, size], id) => ({ id, level, plane, block, first, size }));
const blockAt = (level, plane, block) =>
  blocks.find((one) => one.level === level && one.plane === plane && one.block === block);

const fields = (names, line) => {
  const cells = line.split("\t");
  return Object.fromEntries(names.map((name, place) => [name, cells[place]]));
};

let devices = null;
let numbers = null;

// All switches by number; made at the first question.
const everyDevice = () => {
  if (devices) return devices;
  devices = [];
  numbers = new Map();
  for (const block of blocks)
    for (let place = 0; place < block.size; place++) {
      const [line] = linesOf(summary.facts[block.id], place);
      const device = { ...fields(FACTS, line), block, place, tier: tierOf(block.level) };
      numbers.set(device.name, devices.length);
      devices.push(device);
    }
  return devices;
};

const deviceCalled = (name) => everyDevice()[numbers?.get(name) ?? -1];
const devicesOf = (block) => everyDevice().slice(block.first, block.first + block.size);

const blockName = ({ level, plane, block }) => {
  const noun = tierOf(level).role === "super-spine" ? "group" : "pod";
  return `${summary.planes > 1 ? `plane ${plane} ` : ""}${noun} ${block}`;
};

const speeds = summary.tiers.map((tier) => new Map(tier.slots.map(([name, , , gbps]) => [name, gbps])));

const portsOf = async (device) => {
  const packed = await parcel(`ports-${device.block.id}`);
  return linesOf(packed, device.place).filter(Boolean).map((line) => rowOf(device, line));
};

const rowOf = (device, line) => ({
  ...fields(PORTS, line), device: device.name, gbps: speeds[device.block.level].get(line.split("\t", 1)[0]),
});

// A file's path has {device} where the name goes.
const filesOf = async (device) => {
  const files = await parcel(`files-${device.block.id}`);
  return files.map(({ path, texts }) => ({
    path: path.replaceAll("{device}", device.name), lines: linesOf(texts, device.place),
  })).filter(({ lines }) => lines.some(Boolean)); // a file that others of the tier have
};
