// What was worked out beforehand: figures, findings, changes.

const showFigures = (main) => {
  main.append(make("h2", {}, "Figures"),
    ...summary.figures.flatMap(({ caption, heads, rows }) => [make("h3", {}, caption), table(caption, heads, rows)]));
};

const showFindings = (main) => {
  main.append(make("h2", {}, "Findings"));
  if (!summary.findings.length) main.append(make("p", {}, "None: nothing on the page is wrong or doubtful."));
  for (const one of summary.findings)
    main.append(make("article", { class: `card ${one.severity}` },
      make("h3", {}, make("span", { class: "tag" }, one.severity), ` ${one.code}: ${one.message}`),
      one.place ? make("p", { class: "told" }, one.place) : null,
      one.label ? make("p", {}, one.label) : null,
      one.help ? make("p", {}, one.help) : null));
};

const SHOWN = 12;

const ofDiff = (line) => {
  const sign = line[0] === "+" ? "plus" : line[0] === "-" ? "minus" : "";
  return make("span", { class: sign }, `${line}\n`);
};

const devicesIn = (names) => {
  const list = (some) => some.flatMap((name, place) => [place ? ", " : "", toDevice(name)]);
  if (names.length <= SHOWN) return list(names);
  const more = make("details", {}, make("summary", {}, `and ${count(names.length - SHOWN)} more`));
  more.addEventListener("toggle", () => more.append(...list(names.slice(SHOWN))), { once: true });
  return [...list(names.slice(0, SHOWN)), more];
};

const groupOf = ({ devices: names, effect, remark, reasons, lines }) =>
  make("article", { class: `card ${effect}` },
    make("h3", {}, make("span", { class: "tag" }, effect), ` ${many(names.length, "device")}`, remark ? ` (${remark})` : ""),
    make("p", { class: "told" }, devicesIn(names)), reasons.map((reason) => make("p", {}, reason)),
    make("pre", { tabindex: "0", role: "region", "aria-label": "Changed lines" }, make("code", {}, lines.map(ofDiff))));

const movedCard = ({ moved, moves }) => make("article", { class: "card error" },
  make("h3", {}, make("span", { class: "tag" }, moved)), make("ul", {}, moves.slice(0, 100).map((one) => make("li", {}, one))),
  moves.length > 100 ? make("p", {}, `and ${count(moves.length - 100)} more`) : null);

const listed = (title, names) => names.length
  ? make("details", {}, make("summary", {}, `${title}: ${many(names.length, "device")}`), make("p", {}, names.join(", "))) : null;

const filters = (effects, work) => {
  const text = make("input", { type: "search", id: "change-search", autocomplete: "off", spellcheck: "false" });
  const choice = make("select", { id: "change-effect" }, ["every effect", ...effects].map((effect) => make("option", {}, effect)));
  const filter = () => work(wordsOf(text.value), choice.selectedIndex ? choice.value : "");
  text.addEventListener("input", calm(filter));
  choice.addEventListener("change", filter);
  const node = make("p", { class: "search" }, make("label", { for: "change-search" }, "Device, reason or line"), text,
    make("label", { for: "change-effect" }, "Effect"), choice);
  return { node, filter };
};

const textOf = ({ devices: names, remark, reasons, lines }) => [names.join(" "), remark, ...reasons, ...lines].join("\n").toLowerCase();

const showChanges = (main) => {
  const { groups, against, moves, added, removed } = summary.changes;
  const shown = make("div");
  const told = make("p", { role: "status", class: "told" });
  const { node, filter } = filters([...new Set(groups.map(({ effect }) => effect))], (wanted, effect) => {
    const found = groups.filter((group) => (!effect || group.effect === effect) && fits(textOf(group), wanted));
    const rest = found.length > PAGE ? `; the first ${PAGE} are shown, filter to see others` : "";
    told.textContent = `${many(found.length, "group")} of ${count(groups.length)}${rest}`;
    shown.replaceChildren(...found.slice(0, PAGE).map(groupOf));
  });
  main.append(make("h2", {}, "Changes"), make("p", {}, `Against ${against}: ${summary.changes.summary}.`),
    ...[moves.length ? movedCard(summary.changes) : null, listed("Added", added), listed("Removed", removed)].filter(Boolean),
    node, told, shown);
  filter();
};
