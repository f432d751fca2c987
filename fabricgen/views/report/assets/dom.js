// Elements made of words: text is always set as text, so nothing in the data can become markup.

const make = (tag, traits = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
};

const byId = (id) => document.getElementById(id);
const count = (number) => Number(number).toLocaleString("en");
const many = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
const link = (route, words) => make("a", { href: `#/${route}` }, words);
const toDevice = (name) => link(`device/${encodeURIComponent(name)}`, name);
const toPort = (device, port) =>
  link(`device/${encodeURIComponent(device)}/${encodeURIComponent(port)}`, port);

// After a pause in typing; the page stays quick while somebody writes.
const calm = (work, milliseconds = 150) => {
  let timer;
  return (...words) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...words), milliseconds);
  };
};

const breathe = () => new Promise((done) => setTimeout(done));

const table = (caption, heads, rows) =>
  make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, rows.map((cells) => make("tr", {}, cells.map((cell, place) =>
        place ? make("td", {}, cell ?? "") : make("th", { scope: "row" }, cell ?? "")))))));
