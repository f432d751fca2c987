// Which page is shown follows the address after #, so that every one can be linked to and Back works.

const SECTIONS = [
  ["", "Picture"], ["devices", "Devices"], ["ports", "Ports"], ["cables", "Cables"], ["addresses", "Addresses"],
  ["figures", "Figures"], ["findings", `Findings (${summary.findings.length})`],
  ...(summary.changes ? [["changes", `Changes (${summary.changes.groups.length})`]] : []),
];

const PAGES = {
  "": (main) => showOverview(main),
  devices: (main, [words]) => listDevices(main, words ?? ""),
  ports: (main, [words]) => listKind(main, "ports", words ?? ""),
  cables: (main, [words]) => listKind(main, "cables", words ?? ""),
  addresses: (main, [words]) => listKind(main, "addresses", words ?? ""),
  figures: (main) => showFigures(main),
  findings: (main) => showFindings(main),
  changes: (main) => (summary.changes ? showChanges(main) : showNothing(main)),
  device: (main, [name, port]) => showDevice(main, name, port),
  block: (main, [level, plane, block, number]) => (number === undefined
    ? showBlock(main, Number(level), Number(plane), Number(block))
    : showSwitch(Number(level), Number(plane), Number(block), Number(number))),
};

const decoded = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

let shows = 0;

const show = async () => {
  const [page, ...rest] = location.hash.replace(/^#?\/?/, "").split("/").map(decoded);
  const main = byId("main");
  const next = make("div");
  const mine = ++shows;
  running += 1;
  for (const item of document.querySelectorAll("nav a"))
    item.setAttribute("aria-current", item.hash === `#/${page}` ? "page" : "false");
  await (PAGES[page] ?? showNothing)(next, rest);
  if (mine !== shows) return;
  main.replaceChildren(next);
  document.title = `${next.querySelector("h2")?.textContent ?? ""} · ${summary.name}`;
  document.documentElement.dataset.shown = location.hash;
  if (shows > 1) {
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
};

const THEMES = ["auto", "light", "dark"];

const themed = (theme) => {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId("theme").textContent = `Colours: ${theme}`;
};

// A page opened from a file may not be allowed to remember anything; then it just doesn't.
const remembered = () => {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
};

const nextTheme = () => {
  const theme = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme ?? "auto") + 1) % THEMES.length];
  themed(theme);
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // see above
  }
};

const jump = (event) => {
  event.preventDefault();
  const words = byId("jump").value.trim();
  const name = wordsOf(words)[0] ?? "";
  location.hash = deviceCalled(name) ? `#/device/${encodeURIComponent(name)}` : `#/devices/${encodeURIComponent(words)}`;
};

const start = () => {
  byId("sections").replaceChildren(...SECTIONS.map(([route, words]) => make("li", {}, link(route, words))));
  themed(remembered());
  byId("theme").addEventListener("click", nextTheme);
  byId("search").addEventListener("submit", jump);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  window.addEventListener("hashchange", show);
  show();
};

start();
