/* What a page does besides its links: it names its maps, shows what was chosen, copies its address,
   and prepares itself for paper. */

import { TAKEN, followJump, go, lasting, listen, returnFocus } from "./address.js";
import { followGrowth } from "./growth.js";
import { fillSearch, listenToSearch } from "./search.js";
import { listenToShare } from "./share.js";

const SITE = "NATO geography";
const MAPS = 'iframe[src*="/component/streamlit_folium."]';

function nameMaps() {
  // Streamlit calls a map's frame by the name of its code; where there are two each has a heading
  const own = document.querySelectorAll(".nato [data-map]");
  const headline = document.querySelector(".nato h1");
  for (const [n, frame] of document.querySelectorAll(MAPS).entries()) {
    const name = own[n] ? own[n].dataset.map : headline?.textContent;
    if (name && frame.title !== `Map: ${name}`) frame.title = `Map: ${name}`;
  }
}

/** The steps are drawn as signs: their names are told to who points at them. */
function nameSteps() {
  for (const button of document.querySelectorAll(".st-key-day button")) {
    const name = button.textContent.trim();
    if (name && button.title !== name) button.title = name;
  }
}

function nameTab() {
  // Streamlit gives one title to all views; histories and bookmarks need each view's own
  const title = document.querySelector(".nato h1")?.textContent;
  const day = document.querySelector("[data-day]")?.dataset.day;
  if (!title) return;
  const parts = [title, title.includes(day) ? "" : day, SITE];
  const name = parts.filter(Boolean).join(" – ");
  if (document.title !== name) document.title = name;
}

function skip(event) {
  // Streamlit's link leads to a whole that begins with masthead and filters: it would skip nothing
  if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
  const title = document.querySelector(".nato h1");
  if (!title) return;
  event.preventDefault();
  event.stopPropagation();
  title.tabIndex = -1;
  title.focus();
}

let growing = null; // what stands above may still come
let reader = false; // has done something: the page stays where it is from then on

/** A link to a fact opens at the fact, however much above it is still to come. */
function openAtFact() {
  if (reader || !new URLSearchParams(location.search).get("focus")?.startsWith("fact:")) return;
  const told = document.querySelector("section.fact:not(.clicked)");
  if (!told) return;
  if (!growing) {
    growing = new ResizeObserver(openAtFact);
    growing.observe(told.closest(".stMainBlockContainer"));
  }
  const { top, bottom } = told.getBoundingClientRect();
  if (bottom > innerHeight || top < 0) told.scrollIntoView();
}

let chosen = "";

function showChosen() {
  const row = document.querySelector("[data-chosen]");
  if (!row || row.dataset.chosen === chosen) return;
  chosen = row.dataset.chosen;
  // only within its own list: the page stays where the reader has it
  const box = row.closest(".facts");
  const gap = row.offsetTop - box.offsetTop;
  if (gap < box.scrollTop || gap + row.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = gap - box.clientHeight / 3;
  }
  // what was chosen far down in the list is told above it
  const told = document.querySelector("section.fact");
  if (told?.getBoundingClientRect().top < 0) told.scrollIntoView();
}

async function copy({ target }) {
  const button = target.closest?.("button[data-copy]");
  if (!button) return;
  const said = button.dataset.copied;
  try {
    await navigator.clipboard.writeText(lasting().href);
    button.textContent = said;
  } catch {
    // no clipboard without a secure connection: show the address, ready to be copied
    prompt(button.textContent, lasting().href);
  }
}

async function fill({ target }) {
  // a screen that many look at
  const full = document.fullscreenElement;
  if (full && target.closest?.("[data-full], [data-leave]")) await document.exitFullscreen();
  else if (target.closest?.("[data-full]")) await document.documentElement.requestFullscreen();
}

function wipe({ target }) {
  // how much of the other day is seen where both lie upon one another
  if (!target.matches?.(".wipe input")) return;
  document.documentElement.style.setProperty("--wipe", `${target.value}%`);
}

function measureForPaper() {
  // on paper the map is the one on the screen, enlarged or reduced as a whole
  const frame = document.querySelector(MAPS);
  const player = frame?.contentDocument?.querySelector(".player");
  const { style } = document.documentElement;
  style.setProperty("--map-wide", frame ? frame.clientWidth : 1);
  style.setProperty("--map-high", frame ? frame.clientHeight : 1);
  style.setProperty("--player", player ? player.offsetHeight : 0);
}

let grow = () => {};
let region = null; // stands in the page for good: what comes with its own text is not read out
let filters = "";

function announceFilters() {
  const found = [...document.querySelectorAll(".nato .chips span")];
  const text = found.map((chip) => chip.textContent).join("; ");
  if (text === filters) return;
  filters = text;
  if (!region) {
    region = document.createElement("p");
    region.className = "heard";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text ? `Filter on: ${text}` : "No filter on";
}

let term = location.hash; // the server may write the address anew, without it

/** Opens the key terms at the one that the address names, once. */
function showTerm() {
  if (!term.startsWith("#term-")) return;
  const found = document.getElementById(term.slice(1));
  if (!found) return;
  term = "";
  found.closest("details")?.setAttribute("open", "");
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

function lookAround() {
  fillSearch();
  showTerm();
  announceFilters();
  grow();
  nameMaps();
  nameSteps();
  nameTab();
  showChosen();
  openAtFact();
  returnFocus();
  followJump();
}

function showShortcuts({ type, key, target }) {
  const asked = type === "click" ? target.closest?.("[data-shortcuts]") : key === "?";
  if (!asked || (type === "keydown" && target.closest?.(TAKEN))) return;
  document.querySelector("dialog.shortcuts")?.showModal();
}

// once a page, though one that outlives its server may be sent another edition of this file
if (!window.natoAddress) {
  window.natoAddress = go;
  listen();
  listenToShare();
  listenToSearch();
  addEventListener("popstate", () => {
    term = location.hash;
    showTerm();
  });
  document.addEventListener("click", copy);
  document.addEventListener("click", skip, true);
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, showShortcuts);
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    const hand = () => {
      reader = true;
    };
    addEventListener(kind, hand, { capture: true, passive: true });
  }
  new MutationObserver(nameTab).observe(document.head, { childList: true, subtree: true });
  document.addEventListener("click", fill);
  document.addEventListener("input", wipe);
  addEventListener("beforeprint", measureForPaper);
  grow = followGrowth();
  new MutationObserver(lookAround).observe(document.body, { childList: true, subtree: true });
  // what came before this file did is seen now, for nothing may come after it
  lookAround();
}
