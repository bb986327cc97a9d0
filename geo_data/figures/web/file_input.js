/* Streamlit's field for a file marks one that it could not send with an icon alone: here it is told
   in a sentence, for eyes and screen readers, until something else is chosen. */

const MOST_TOLD = 3;
const chips = () => [...document.querySelectorAll('[data-testid="stFileChip"]')];
let before = new WeakSet(); // what was marked when the last choice was made

function sentence(chip, line) {
  const said = chip.querySelector('[role="alert"]').textContent;
  const reasons = Object.entries(JSON.parse(line.dataset.notSent));
  const [, why] = reasons.find(([part]) => said.includes(part));
  return line.dataset.form.replace("{}", () => `${chip.getAttribute("aria-label")}: ${why}`);
}

function tell() {
  const line = document.querySelector("[data-not-sent]");
  if (!line) return;
  const failed = chips().filter(
    (chip) => chip.getAttribute("aria-invalid") === "true" && !before.has(chip),
  );
  const text = failed
    .slice(0, MOST_TOLD)
    .map((chip) => sentence(chip, line))
    .join(" ");
  if (line.textContent === text) return;
  line.textContent = text;
  line.classList.toggle("told", Boolean(text));
}

function listen() {
  for (const kind of ["change", "drop"]) {
    document.addEventListener(
      kind,
      (event) => {
        if (!event.target.closest('[data-testid="stFileUploader"]')) return;
        before = new WeakSet(chips());
        tell();
      },
      true,
    );
  }
  new MutationObserver(tell).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-invalid"],
  });
  tell();
}

// a page that outlives its server may be sent another edition of this file
if (!window.natoTellsFiles) listen();
window.natoTellsFiles = true;
