/* Memos: what the researcher writes beside a finding. Kept in this browser, saved as text. */

const MEMOS = `machtstaal memo ${document.title}: `;

/* Some browsers refuse to keep anything for a page that is a file; writing and saving as text work all the same. */
function kept(work) {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}

function startMemos() {
  const fields = [...document.querySelectorAll("textarea[data-memo]")];
  for (const field of fields) {
    field.value = kept((storage) => storage.getItem(MEMOS + field.dataset.memo)) ?? "";
    mark(field);
    field.addEventListener("input", () => {
      kept((storage) => storage.setItem(MEMOS + field.dataset.memo, field.value));
      mark(field);
    });
  }
  const save = document.getElementById("save-memos");
  save.hidden = fields.length === 0;
  save.addEventListener("click", () => download("memos.txt", memoText(fields), "text/plain"));
}

function mark(field) {
  const memo = field.closest(".memo");
  memo.classList.toggle("filled", [...memo.querySelectorAll("textarea")].some((one) => one.value.trim() !== ""));
}

/* Every finding that has a memo, with its sentence, its evidence and what was written. */
function memoText(fields) {
  const written = fields.filter((field) => field.value.trim() !== "");
  const findings = new Set(written.map((field) => field.closest(".finding")));
  const parts = [...findings].map((finding) => {
    const said = [...finding.querySelectorAll(":scope > p")].map((line) => line.textContent.trim().replace(/\s+/g, " "));
    const memos = [...finding.querySelectorAll("textarea")]
      .filter((field) => field.value.trim() !== "")
      .map((field) => `${field.dataset.memo.split("/").pop()}:\n${field.value.trim()}`);
    return [`[${finding.id}]`, ...said, "", memos.join("\n\n")].join("\n");
  });
  return [document.title, "=".repeat(document.title.length), "", parts.join("\n\n\n") || "No memos.", ""].join("\n");
}
