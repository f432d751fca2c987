// A configuration with its parts told apart. The text itself is never changed.

const PARTS = /(?<secret><[a-z]+:[^>\s]+>)|(?<word>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>(?<![\w.-])(?:\d+\.){3}\d+(?:\/\d+)?|(?<![\w:])[0-9a-f]*(?:::|:[0-9a-f]+:)[0-9a-f:]*(?:\/\d+)?|(?<![\w.-])\d+(?![\w.]))/gi;
const COMMENT = /^\s*(?:!|#|\/\/)/;
const WORD = /^(\s*)([A-Za-z][\w-]*)/;

const coded = (line) => {
  if (COMMENT.test(line)) return [make("span", { class: "comment" }, line)];
  const found = WORD.exec(line);
  const [head, rest] = found ? [found[0], line.slice(found[0].length)] : ["", line];
  const parts = found ? [found[1], make("span", { class: "word" }, found[2])] : [head];
  return [...parts, ...marked(rest)];
};

const marked = (text) => {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(PARTS)) {
    const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    parts.push(text.slice(at, found.index), make("span", { class: kind }, found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
};

const code = (lines, label) => {
  const block = make("code");
  for (const line of lines) block.append(...coded(line), "\n");
  return make("pre", { tabindex: "0", role: "region", "aria-label": label }, block);
};
