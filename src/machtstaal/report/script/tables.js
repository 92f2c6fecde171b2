/* Tables: sorted by a column, filtered by family and text, long ones opened on demand. */

function sortTable(button) {
  const head = button.closest("th");
  const table = head.closest("table");
  const column = [...head.parentElement.children].indexOf(head);
  const values = (row) => {
    const cell = row.children[column];
    const value = cell.dataset.value ?? cell.textContent;
    return value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
  };
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const numeric = rows.every((row) => typeof values(row) === "number");
  // numbers begin with the largest, words with the first; a second click turns the order
  const first = numeric ? "descending" : "ascending";
  const current = head.getAttribute("aria-sort");
  const order = current === first ? (first === "ascending" ? "descending" : "ascending") : first;
  const sign = order === "ascending" ? 1 : -1;
  const compare = numeric ? (a, b) => values(a) - values(b) : (a, b) => String(values(a)).localeCompare(String(values(b)), "nl");
  rows.sort((a, b) => sign * compare(a, b));
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  body.append(...rows);
  arrange(table);
}

/* Which rows are seen: all that match the filters, or, without filters, the first ones until all are asked for. */
function arrange(table) {
  const id = table.closest("figure").id;
  const family = document.querySelector(`[data-family-of="${CSS.escape(id)}"]`)?.value ?? "";
  const wanted = plain(document.querySelector(`[data-filter-of="${CSS.escape(id)}"]`)?.value ?? "");
  const all = document.querySelector(`[data-all-of="${CSS.escape(id)}"]`);
  const filtered = family !== "" || wanted !== "";
  const open = filtered || !all || all.getAttribute("aria-expanded") === "true";
  const shown = Number(table.dataset.shown);
  [...table.tBodies[0].rows].forEach((row, place) => {
    const matches = (family === "" || row.dataset.family === family) && (wanted === "" || plain(row.textContent).includes(wanted));
    row.hidden = !matches;
    row.classList.toggle("beyond", !open && place >= shown);
  });
  if (all) all.hidden = filtered;
}

function startTables() {
  for (const button of document.querySelectorAll(".sort")) button.addEventListener("click", () => sortTable(button));
  for (const table of document.querySelectorAll("table[data-shown]")) {
    const id = table.closest("figure").id;
    for (const control of document.querySelectorAll(`[data-family-of="${CSS.escape(id)}"], [data-filter-of="${CSS.escape(id)}"]`)) {
      control.addEventListener("input", () => arrange(table));
    }
    const all = document.querySelector(`[data-all-of="${CSS.escape(id)}"]`);
    if (all) {
      const more = all.textContent;
      all.setAttribute("aria-expanded", "false");
      all.addEventListener("click", () => {
        const opens = all.getAttribute("aria-expanded") === "false";
        all.setAttribute("aria-expanded", String(opens));
        all.textContent = opens ? `Show the first ${table.dataset.shown} rows` : more;
        arrange(table);
      });
    }
    arrange(table);
  }
}
