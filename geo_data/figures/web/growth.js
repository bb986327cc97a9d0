/* Keeps the line of the number of members on the day that the map shows: the page's own, or the
   one that its player has come to. */

const root = document.documentElement;

function follow() {
  for (const figure of document.querySelectorAll(".growth")) {
    const { first, last, on } = figure.dataset;
    const day = root.dataset.playing || on;
    const [from, to, at] = [first, last, day].map((each) => Date.parse(each));
    const share = `${((100 * (at - from)) / (to - from)).toFixed(2)}%`;
    const steps = [...figure.querySelectorAll("[data-from]")];
    const now = steps.findLast((step) => step.dataset.from <= day);
    const members = now ? now.textContent.trim() : "0";
    if (figure.style.getPropertyValue("--at") !== share) figure.style.setProperty("--at", share);
    const said = figure.querySelector("figcaption b");
    if (said.textContent !== members) said.textContent = members;
    for (const step of steps) step.classList.toggle("now", step === now);
  }
}

/** Follows the player from now on; the answer is for when the page itself has changed. */
export function followGrowth() {
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-playing"] });
  follow();
  return follow;
}
