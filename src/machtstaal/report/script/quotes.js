/* One quote: where it was said, the sentence in its context, what is marked in it. */

const CONTEXT = 1; // sentences before and after

const MARKS = {
  process: "process",
  agent: "doer",
  patient: "undergoer",
  beneficiary: "receiver",
  mention: "mention",
  word: "word",
  collocate: "word near it",
};

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* The sentences that hold the spans: from where to where, and with their context. A turn without spans opens with its
   first sentences. */
function excerpt(evidence, turn, spans) {
  const starts = evidence.sentences(turn);
  const bound = (sentence) => (sentence < starts.length ? starts[Math.max(sentence, 0)] : Infinity);
  const sentenceOf = (offset) => starts.findLastIndex((start) => start <= offset);
  const first = spans.length ? Math.min(...spans.map((span) => sentenceOf(span.start))) : 0;
  const last = spans.length ? Math.max(...spans.map((span) => sentenceOf(span.end - 1))) : 2;
  return {
    before: bound(first - CONTEXT),
    start: bound(first),
    end: bound(last + 1),
    after: spans.length ? bound(last + 1 + CONTEXT) : bound(last + 1),
  };
}

/* A line of a concordance: what stands before and after the node, the span that is a word or a mention. */
const REACH = 90; // characters to each side; what does not fit is cut off by the style

function line(evidence, table, row) {
  const turn = evidence.turn(table, row);
  const spans = evidence.spans(table, row);
  const node = nodeOf(spans);
  const from = Math.max(0, Math.min(node.start - REACH, ...spans.map((span) => span.start)));
  const to = Math.max(node.end + REACH, ...spans.map((span) => span.end));
  const part = (name, start, end) =>
    element("span", { className: name }, element("span", {}, ...marked(evidence, turn, start, end, spans)));
  // in two halves, so that the nodes begin under each other
  const id = evidence.id(table, row);
  const item = element(
    "li",
    { className: "line" },
    element("p", { className: "text" }, part("left", from, node.start), part("right", node.start, to)),
    element("p", { className: "id", title: id }, `${evidence.value("turns", "speaker_code", turn)} ${id}`),
    element("p", { className: "where", hidden: true }, place(evidence, turn)),
  );
  item.dataset.row = row;
  return item;
}

function nodeOf(spans) {
  return spans.find((span) => span.what === "word" || span.what === "mention");
}

/* What a concordance is sorted by: the words before the node, the nearest first, or those after it. */
function neighbours(evidence, table, row, side) {
  const turn = evidence.turn(table, row);
  const node = nodeOf(evidence.spans(table, row));
  const before = side === "left";
  const text = before ? evidence.slice(turn, Math.max(0, node.start - REACH), node.start) : evidence.slice(turn, node.end, node.end + REACH);
  const words = text.toLocaleLowerCase("nl").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return (before ? words.reverse() : words).join(" ");
}

/* Text between two offsets, with the spans marked; overlapping spans share the text they share. */
function marked(evidence, turn, from, to, spans) {
  const cuts = new Set([from, to]);
  for (const span of spans) {
    for (const edge of [span.start, span.end]) if (edge > from && edge < to) cuts.add(edge);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [start, end] = [edges[i], edges[i + 1]];
    const text = evidence.slice(turn, start, end);
    const here = spans.filter((span) => span.start <= start && span.end >= end);
    if (!here.length) {
      pieces.push(text);
      continue;
    }
    const classes = [...here.map((span) => span.what), ...(here.some((span) => span.emphasised) ? ["emphasised"] : [])];
    const mark = element("mark", { className: [...new Set(classes)].join(" "), title: MARKS[here[0].what] }, text);
    mark.dataset.spans = here.map((span) => `${span.start}-${span.end}`).join(" ");
    pieces.push(mark);
  }
  return pieces;
}

function place(evidence, turn) {
  const value = (column) => evidence.value("turns", column, turn);
  const parts = [value("speaker_code"), evidence.label("group", value("group") ?? "facilitator")];
  if (value("scenario") !== null) parts.push(evidence.label("scenario", value("scenario")));
  return [...parts, evidence.turns.id[turn]].join(" \u00b7 ");
}

/* A list item for one row. */
function quote(evidence, table, row) {
  const turn = evidence.turn(table, row);
  const spans = evidence.spans(table, row);
  const { before, start, end, after } = excerpt(evidence, turn, spans);
  const text = element("p", { className: "text" });
  const short = () => {
    text.replaceChildren(
      before > 0 ? "\u2026 " : "",
      element("span", { className: "context" }, evidence.slice(turn, before, start)),
      ...marked(evidence, turn, start, end, spans),
      element("span", { className: "context" }, end === Infinity ? "" : evidence.slice(turn, end, after)),
      after !== Infinity ? " \u2026" : "",
    );
  };
  short();
  const item = element("li", {}, element("p", { className: "where" }, place(evidence, turn)), text);
  item.dataset.row = row;
  if (before > 0 || after !== Infinity) {
    item.append(toggle("Whole turn", "Less", () => text.replaceChildren(...marked(evidence, turn, 0, Infinity, spans)), short));
  }
  const neighbours = conversation(evidence, turn);
  if (neighbours.length) {
    item.append(toggle("Before and after", "Without", () => surround(item, evidence, neighbours, turn), () => unsurround(item)));
  }
  return item;
}

function toggle(more, less, open, close) {
  const button = element("button", { type: "button", textContent: more });
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const opens = button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", String(opens));
    button.textContent = opens ? less : more;
    (opens ? open : close)();
  });
  return button;
}

/* The turns just before and after, in the same transcript. */
function conversation(evidence, turn) {
  const transcript = evidence.value("turns", "transcript", turn);
  return [turn - 1, turn + 1].filter((other) => evidence.turns.id[other] && evidence.value("turns", "transcript", other) === transcript);
}

function surround(item, evidence, neighbours, turn) {
  for (const other of neighbours) {
    const text = element("p", { className: "around" }, `${evidence.value("turns", "speaker_code", other)}: ${evidence.turns.text[other]}`);
    if (other < turn) item.querySelector(".where").after(text);
    else item.querySelector(".text").after(text);
  }
}

function unsurround(item) {
  for (const text of item.querySelectorAll(".around")) text.remove();
}

/* The sentences of a row as plain text: to search in and to download. */
function sentenceText(evidence, table, row) {
  const turn = evidence.turn(table, row);
  const { start, end } = excerpt(evidence, turn, evidence.spans(table, row));
  return evidence.slice(turn, start, end).trim();
}
