/* The search box: hits come while a reader types. They are plain links, reached by arrow keys or Tab;
   Enter in the box leads to the page with all of them, Escape puts the hits away; / leads to it. */

import { TAKEN, go } from "./address.js";

/** Between the last letter and the question to the server, in milliseconds. */
const PAUSE = 100;

const boxOf = ({ target }) => target.closest?.("form[data-search]");
const fieldOf = (form) => form.querySelector("input");
const listOf = (form) => form.querySelector(".found");
const tell = (form, text) => {
  form.querySelector("[role=status]").textContent = text;
};

let timer = 0;
let asked = new AbortController();

function shut(form) {
  clearTimeout(timer);
  asked.abort();
  listOf(form).hidden = true;
  tell(form, "");
}

/** The reader's view with what is looked for, at one of our addresses. */
function address(form, at) {
  const query = new URLSearchParams(location.search);
  query.delete("state");
  query.set("q", fieldOf(form).value.trim());
  return `${at}?${query}`;
}

async function look(form) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const list = listOf(form);
  try {
    const answer = await fetch(address(form, form.dataset.search), { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const found = await answer.text();
    if (signal.aborted) return;
    list.innerHTML = found; // from our templates, which escape all text
    list.scrollTop = 0;
    list.hidden = false;
    tell(form, list.querySelector(".said").textContent);
  } catch {
    if (signal.aborted) return;
    list.hidden = true;
    tell(form, form.dataset.failed);
  }
}

function onInput(event) {
  const form = boxOf(event);
  if (!form) return;
  clearTimeout(timer);
  if (fieldOf(form).value.trim()) timer = setTimeout(look, PAUSE, form);
  else shut(form);
}

function onSubmit(event) {
  const form = boxOf(event);
  if (!form) return;
  event.preventDefault();
  if (!fieldOf(form).value.trim()) return;
  shut(form);
  if (matchMedia("(pointer: coarse)").matches) fieldOf(form).blur(); // the keys cover the results
  go(address(form, new URL(form.action).pathname));
}

/** From the box into its hits, through them, and back. */
function move(form, target, step) {
  const stops = [fieldOf(form), ...listOf(form).querySelectorAll("a")];
  stops[stops.indexOf(target) + step]?.focus();
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const form = boxOf(event);
  if (!form) {
    if (event.key !== "/" || event.target.closest?.(TAKEN)) return;
    event.preventDefault();
    document.querySelector("form[data-search] input")?.focus();
    return;
  }
  if (listOf(form).hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Escape") return;
  event.preventDefault();
  if (step) {
    move(form, event.target, step);
    return;
  }
  shut(form);
  fieldOf(form).focus();
}

function onClick(event) {
  const form = boxOf(event);
  if (!form || !event.target.closest(".found a:not([target])")) return;
  shut(form);
  if (!event.detail) fieldOf(form).focus(); // by key: the next search begins there
}

function onFocusOut(event) {
  const form = boxOf(event);
  if (form && event.relatedTarget && !form.contains(event.relatedTarget)) shut(form);
}

function onPress(event) {
  for (const form of document.querySelectorAll("form[data-search]")) {
    if (!form.contains(event.target)) shut(form);
  }
}

let shown = "";

/** The box says what the page looked for. */
export function fillSearch() {
  const found = document.querySelector("[data-looked-for]")?.dataset.lookedFor ?? "";
  if (found === shown) return;
  shown = found;
  const field = document.querySelector("form[data-search] input");
  if (field && found) field.value = found;
}

export function listenToSearch() {
  document.addEventListener("input", onInput);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("focusout", onFocusOut);
  document.addEventListener("pointerdown", onPress);
}
