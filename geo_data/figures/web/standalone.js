/* The page without Streamlit: the address's fragment is what is in focus. */

import { followGrowth } from "./growth.js";
import { start } from "./map.js";

const data = JSON.parse(document.getElementById("data").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const forced = document.body.dataset.theme;

function focus() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // no address of ours
  }
}

window.Streamlit = {
  setFrameHeight() {},
  setComponentValue({ selected, date }) {
    if (selected !== undefined) location.hash = selected === focus() ? "" : selected;
    else away(date);
  },
};

const options = { ...data.options, crs: L.CRS.Simple, center: [0, 0], zoom: 0 };
const { paint } = start(L.map("map", options), data.files);

// The words are of one day: where the player stops on another, the page says so.
const played = document.getElementById("played");
function away(date) {
  played.hidden = date === data.date;
  played.querySelector("b").textContent = date;
}

function show() {
  const chosen = focus();
  const theme = forced || (dark.matches ? "dark" : "light");
  document.body.dataset.theme = theme;
  for (const about of document.querySelectorAll("[data-about]")) {
    about.hidden = about.dataset.about !== chosen;
  }
  for (const link of document.querySelectorAll("main a[href^='#']")) {
    if (chosen && link.hash.slice(1) === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const known = Object.hasOwn(data.lit, chosen) ? data.lit[chosen] : [chosen];
  const lit = chosen ? known : [];
  played.hidden = true;
  paint({ ...data.frame, theme, lit, id: `${theme} ${chosen}` });
}

// A link far below would change what its reader cannot see.
function reveal() {
  show();
  const about = document.querySelector("[data-about]:not([hidden])");
  if (about) about.scrollIntoView({ block: "nearest" });
}

played.querySelector("button").addEventListener("click", show);
addEventListener("hashchange", reveal);
dark.addEventListener("change", show);
followGrowth();
if (data.focus && !location.hash) history.replaceState(null, "", `#${data.focus}`);
show();
