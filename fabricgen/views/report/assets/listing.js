// A long table, a page at a time, with what it found told aloud.

const PAGE = 100;

const csv = (heads, rows) => {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [heads, ...rows].map((row) => row.map((text) => cell(String(text ?? ""))).join(",")).join("\r\n");
};

const save = (name, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
};

// `columns`: {head, text(row), show(row)?}. Returns {node, fill(rows, words)}.
const listing = (caption, columns) => {
  const told = make("p", { role: "status", class: "told" });
  const body = make("tbody");
  const where = make("span");
  const before = make("button", { type: "button", onclick: () => turn(-1) }, "Previous");
  const after = make("button", { type: "button", onclick: () => turn(1) }, "Next");
  const download = make("button", { type: "button", onclick: () => keep() }, "Download as CSV");
  let rows = [];
  let page = 0;

  const keep = () => save(`${summary.name}-${caption.toLowerCase()}.csv`,
    csv(columns.map(({ head }) => head), rows.map((row) => columns.map(({ text }) => text(row)))));
  const cell = (row) => ({ text, show }, place) =>
    make(place ? "td" : "th", { scope: place ? null : "row" }, (show ?? text)(row) ?? "");
  const draw = () => {
    const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
    body.replaceChildren(...shown.map((row) => make("tr", {}, columns.map(cell(row)))));
    where.textContent = rows.length ? `${count(page * PAGE + 1)} to ${count(page * PAGE + shown.length)} of ${count(rows.length)}` : "";
    before.disabled = page === 0;
    after.disabled = (page + 1) * PAGE >= rows.length;
  };
  const turn = (step) => {
    page += step;
    draw();
  };
  const fill = (found, words) => {
    rows = found;
    page = 0;
    told.textContent = words;
    draw();
  };
  const head = make("thead", {}, make("tr", {}, columns.map(({ head: words }) => make("th", { scope: "col" }, words))));
  const region = make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", { class: "unseen" }, caption), head, body));
  const pager = make("div", { class: "pager" }, before, where, after, download);
  return { node: make("div", {}, told, region, pager), fill };
};

const searchBox = (label, words, work) => {
  const box = make("input", { type: "search", id: "listing-search", value: words, autocomplete: "off", spellcheck: "false" });
  box.addEventListener("input", calm(() => work(box.value)));
  return make("p", { class: "search" }, make("label", { for: "listing-search" }, label), box);
};

const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const fits = (text, words) => words.every((one) => text.includes(one));
