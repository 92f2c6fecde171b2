/* Everything begins here. */

const evidence = new Evidence(JSON.parse(document.getElementById("evidence").textContent));
const panel = new Panel(evidence);

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-quotes]");
  if (button) panel.open(button.dataset.quotes, button);
});

for (const button of document.querySelectorAll("button[data-quotes]")) button.setAttribute("aria-haspopup", "dialog");
for (const button of document.querySelectorAll(".all-rows")) button.hidden = false;
startTables();
startMemos();
panel.follow();
