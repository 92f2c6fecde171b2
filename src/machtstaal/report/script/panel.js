/* The side panel: the quotes behind one number. */

const PAGE = 20;
const HASH = "#quotes:";

class Panel {
  constructor(evidence) {
    this.evidence = evidence;
    const part = (name) => document.getElementById(`panel${name}`);
    this.root = part("");
    this.heading = part("-title");
    this.status = part("-count");
    this.filter = part("-filter");
    this.legend = part("-legend");
    this.list = part("-quotes");
    this.more = part("-more");
    this.view = part("-view");
    this.view.addEventListener("change", () => this.find());
    part("-close").addEventListener("click", () => this.close());
    part("-save").addEventListener("click", () => this.save());
    this.more.addEventListener("click", () => this.show(PAGE, true));
    this.filter.addEventListener("input", () => this.find());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.root.hidden) this.close();
    });
    window.addEventListener("hashchange", () => this.follow());
  }

  /* Open the quotes that the address names, if it names any. */
  follow() {
    if (!location.hash.startsWith(HASH)) return;
    const key = decodeURI(location.hash.slice(HASH.length));
    if (key !== this.key && this.evidence.parse(key).definition) this.open(key);
  }

  open(key, button = null) {
    this.key = key;
    this.opener?.classList.remove("chosen");
    this.opener = button ?? document.querySelector(`[data-quotes="${CSS.escape(key)}"]`);
    this.opener?.classList.add("chosen");
    this.table = this.evidence.parse(key).definition.table;
    this.rows = this.evidence.rows(key);
    this.heading.textContent = this.evidence.title(key);
    this.filter.value = "";
    this.view.value = this.table === "concordance" ? "talk" : "quotes";
    this.view.parentElement.hidden = !this.rows.length || !nodeOf(this.evidence.spans(this.table, this.rows[0]));
    history.replaceState(null, "", HASH + encodeURI(key));
    this.root.hidden = false;
    document.body.classList.add("open");
    this.root.scrollTop = 0;
    this.find();
    this.heading.focus({ preventScroll: true });
  }

  close() {
    this.root.hidden = true;
    document.body.classList.remove("open");
    history.replaceState(null, "", location.pathname + location.search);
    this.opener?.classList.remove("chosen");
    this.opener?.focus({ preventScroll: true });
    this.key = null;
  }

  /* Rows whose sentences, speaker or turn hold the text of the filter, from the first. */
  find() {
    const wanted = plain(this.filter.value);
    this.found = this.rows.filter((row) => wanted === "" || plain(this.haystack(row)).includes(wanted));
    this.root.classList.toggle("lines", this.view.value !== "quotes");
    if (["left", "right"].includes(this.view.value)) {
      const order = new Map(this.found.map((row) => [row, neighbours(this.evidence, this.table, row, this.view.value)]));
      this.found.sort((a, b) => order.get(a).localeCompare(order.get(b), "nl") || a - b);
    }
    this.list.replaceChildren();
    this.showLegend();
    this.show(PAGE);
  }

  haystack(row) {
    const turn = this.evidence.turn(this.table, row);
    return `${place(this.evidence, turn)} ${sentenceText(this.evidence, this.table, row)}`;
  }

  show(n, focus = false) {
    const shown = this.list.children.length;
    const lines = this.view.value !== "quotes";
    const made = lines ? line : quote;
    const items = this.found.slice(shown, shown + (lines ? 3 * n : n)).map((row) => made(this.evidence, this.table, row));
    this.list.append(...items);
    const now = this.list.children.length;
    const what = this.table === "turns" ? "turn" : "quote";
    const all = `${this.rows.length.toLocaleString("en")} ${what}${this.rows.length === 1 ? "" : "s"}`;
    const some = this.found.length === this.rows.length ? "" : `, ${this.found.length} with this text`;
    this.status.textContent = `${all}${some}${now < this.found.length ? `, ${now} shown` : ""}`;
    this.more.hidden = now >= this.found.length;
    this.more.textContent = `Show ${Math.min(lines ? 3 * PAGE : PAGE, this.found.length - now)} more`;
    if (focus && items.length) {
      items[0].tabIndex = -1;
      items[0].focus();
    }
  }

  showLegend() {
    const kinds = new Set(this.found.slice(0, 200).flatMap((row) => this.evidence.spans(this.table, row).map((span) => span.what)));
    const entries = Object.entries(MARKS).filter(([what]) => kinds.has(what));
    this.legend.replaceChildren(...entries.map(([what, name]) => element("li", {}, element("mark", { className: what }, name))));
    this.legend.hidden = entries.length === 0;
  }

  /* All rows of the number (not only those shown) as a table for spreadsheets. */
  save() {
    const roles = Object.keys(MARKS);
    const head = ["id", "turn", "speaker", "group", "scenario", "start", "end", ...roles, "sentence", "text"];
    const lines = this.found.map((row) => {
      const turn = this.evidence.turn(this.table, row);
      const spans = this.evidence.spans(this.table, row);
      const value = (column) => this.evidence.value("turns", column, turn) ?? "";
      const texts = roles.map((what) =>
        spans.filter((span) => span.what === what).map((span) => this.evidence.slice(turn, span.start, span.end)).join("; "),
      );
      const edges = spans.length ? [Math.min(...spans.map((span) => span.start)), Math.max(...spans.map((span) => span.end))] : ["", ""];
      const sentence = sentenceText(this.evidence, this.table, row);
      return [this.evidence.id(this.table, row), this.evidence.turns.id[turn], value("speaker_code"), value("group"), value("scenario"), ...edges, ...texts, sentence, this.evidence.turns.text[turn]];
    });
    const csv = [head, ...lines].map((line) => line.map(field).join(",")).join("\r\n");
    const name = this.key.replace(/[^\w.-]+/g, "_");
    download(`quotes-${name}.csv`, `\ufeff${csv}\r\n`, "text/csv"); // the mark tells Excel that it is UTF-8
  }
}

/* Lower case without accents, so that a search finds what a person means. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("nl");
}

function field(value) {
  const text = String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function download(name, text, type) {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
