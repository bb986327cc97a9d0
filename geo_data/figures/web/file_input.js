/* Streamlit's field for a file marks one that it could not send with an icon alone: here it is told
   in a sentence, for eyes and screen readers. */
(() => {
  "use strict";
  if (window.natoFileInput) return;
  window.natoFileInput = true;

  function sentence(line) {
    // The last one is the newest.
    const chip = [...document.querySelectorAll('[data-testid="stFileChip"]')].pop();
    const said = chip && chip.getAttribute("aria-invalid") === "true" && chip.querySelector('[role="alert"]');
    if (!said) return "";
    const words = Object.entries(JSON.parse(line.dataset.notSent));
    const [, why] = words.find(([part]) => said.textContent.includes(part));
    return line.dataset.form.replace("{}", () => `${chip.getAttribute("aria-label")}: ${why}`);
  }

  function tell() {
    const line = document.querySelector("[data-not-sent]");
    const text = line ? sentence(line) : "";
    if (!line || line.textContent === text) return;
    line.textContent = text;
    line.classList.toggle("told", Boolean(text));
  }

  new MutationObserver(tell).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-invalid"],
  });
  tell();
})();
