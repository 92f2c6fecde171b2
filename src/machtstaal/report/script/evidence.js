"use strict";

/* The rows behind the numbers.

   A row of a table belongs to a row of its parent table, in the end to a turn; a column that a table does not have is
   looked up there. Categories are stored as codes: the place of the value among the column's values, -1 for empty. */

const ABSENT = -1;

class Evidence {
  constructor(data) {
    this.definitions = data.definitions;
    this.turns = data.turns;
    this.tables = data.tables;
    this.labels = data.labels;
    this.slicers = new Map();
  }

  /* What a key such as "activation?actor=big_tech&group=citizen" names. An empty value means "empty". */
  parse(key) {
    const [name, query] = key.split("?", 2);
    return { name, definition: this.definitions[name], conditions: [...new URLSearchParams(query ?? "")] };
  }

  /* Numbers of the rows that a key names, in the order of the talk. */
  rows(key) {
    const { definition, conditions } = this.parse(key);
    if (!definition) return [];
    const tests = Object.entries(definition.where).map(([column, values]) => {
      const reader = this.reader(definition.table, column);
      const wanted = new Set(values.map((value) => (value === null ? ABSENT : reader.values.indexOf(value))));
      // a value that never occurs has no code; it must not be taken for "empty"
      if (values.some((value) => value !== null && !reader.values.includes(value)) && !values.includes(null)) {
        wanted.delete(ABSENT);
      }
      return (row) => wanted.has(reader.code(row));
    });
    for (const [column, text] of conditions) {
      const reader = this.reader(definition.table, column);
      const code = text === "" ? ABSENT : reader.values.findIndex((value) => String(value) === text);
      tests.push(text !== "" && code === ABSENT ? () => false : (row) => reader.code(row) === code);
    }
    return this.all(definition.table).filter((row) => tests.every((test) => test(row)));
  }

  /* All rows of a table; of the turns, those that are analysed. */
  all(table) {
    if (table !== "turns") return this.tables[table].rows.map((_, row) => row);
    return this.turns.id.map((_, row) => row).filter((row) => this.turns.analysed[row]);
  }

  /* How to read a column of a table: its values, and the code of each row. */
  reader(table, column) {
    const owner = table === "turns" ? this.turns : this.tables[table];
    const own = owner.columns[column];
    if (own) return { values: own.values, code: (row) => own.codes[row] };
    const parent = this.reader(owner.of, column);
    return { values: parent.values, code: (row) => parent.code(owner.rows[row]) };
  }

  value(table, column, row) {
    const reader = this.reader(table, column);
    return reader.values[reader.code(row)] ?? null;
  }

  /* Number of the turn in which a row stands. */
  turn(table, row) {
    while (table !== "turns") {
      row = this.tables[table].rows[row];
      table = this.tables[table].of;
    }
    return row;
  }

  /* Spans that a row marks in the text of its turn: what they are, from where to where. */
  spans(table, row) {
    if (table === "turns") return [];
    const owner = this.tables[table];
    if (owner.members) {
      return owner.members[row].flatMap((member) => this.spans("mentions", member));
    }
    if (!owner.spans) {
      const marked = this.spans(owner.of, owner.rows[row]);
      const role = owner.emphasis ? owner.emphasis.values[owner.emphasis.codes[row]] : null;
      return marked.map((span) => ({ ...span, emphasised: span.what === role }));
    }
    return Object.entries(owner.spans)
      .map(([what, [starts, ends]]) => ({ what, start: starts[row], end: ends[row], emphasised: false }))
      .filter((span) => span.start !== ABSENT);
  }

  /* Id of a row in its table: of a word, a mention, a process; of a row that has none of its own, that of its parent. */
  id(table, row) {
    if (table === "turns") return this.turns.id[row];
    const owner = this.tables[table];
    return owner.ids ? this.turns.id[this.turn(table, row)] + owner.ids[row] : this.id(owner.of, owner.rows[row]);
  }

  /* Part of a turn's text between two offsets. Offsets count characters (code points), as in all tables, while
     JavaScript counts UTF-16 units: after an emoji the two differ. */
  slice(turn, start, end) {
    if (!this.slicers.has(turn)) {
      const text = this.turns.text[turn];
      const characters = /[\uD800-\uDFFF]/.test(text) ? Array.from(text) : null;
      this.slicers.set(
        turn,
        characters ? (from, to) => characters.slice(from, to).join("") : (from, to) => text.slice(from, to),
      );
    }
    return this.slicers.get(turn)(start, end);
  }

  /* Offsets at which the sentences of a turn begin. */
  sentences(turn) {
    return [0, ...this.turns.sentences[turn]];
  }

  label(column, value) {
    return this.labels[column]?.[String(value)] ?? String(value);
  }

  /* What a key counts, in words. */
  title(key) {
    const { definition, conditions } = this.parse(key);
    const said = conditions.map(([column, text]) => (text === "" ? "none" : this.label(column, text)));
    return [definition.label, ...said].join(" \u00b7 ");
  }
}
