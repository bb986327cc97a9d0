/* Keeps the page's address and its view one thing. A link in or marked data-go changes the view
   without loading the page again, and makes one entry of the history: "push" names all of the view,
   "change" only what it changes. What the reader does to the filters or on the map comes back from
   the server as an address: that makes an entry too if it leads to another view (`LED_BY`). */

/** A table tells the server what was typed a moment later: a page that was left before that would
 * come back, without what was typed. Milliseconds. */
const TOLD_AFTER = 250;
/** Where a key is wanted by a field or chart itself. */
export const TAKEN =
  "input, textarea, select, [contenteditable], [role=radiogroup], [role=slider], canvas, dialog";

/** Parameters that each make an entry; kinds, span and article only say how much is shown. */
const LED_BY = ["on", "against", "area", "layer", "focus", "country", "state"];

const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);
const again = () => dispatchEvent(new PopStateEvent("popstate", { state: {} }));

/** The query of the view that is on the page, its day always in it. */
const named = () => new URLSearchParams(document.querySelector("[data-named]")?.dataset.named);

/** Whether the server has written the address that stands there. */
let answered = false;

/**
 * Whether the page shows what its address asks for. While a link or Back is on its way it does not:
 * what the server then writes is the same view in its own words, and no new one.
 */
function settled() {
  if (answered) return true;
  const asked = new URLSearchParams(location.search);
  const shown = named();
  if (!shown.size) return false;
  if (!asked.has("on")) shown.delete("on");
  for (const query of [asked, shown]) query.sort();
  return String(asked) === String(shown);
}

/** The address of this view, which names its day: that of a page without one may change. */
export function lasting() {
  const found = new URL(location.href);
  const day = named().get("on");
  if (day && !found.searchParams.has("on")) found.searchParams.set("on", day);
  return found;
}

/** @param {string} href */
export function go(href) {
  push({}, "", href);
  again();
}

/**
 * Takes an address that the server writes.
 *
 * @param {object} state
 * @param {string} title
 * @param {string} url
 */
function written(state, title, url) {
  const there = new URL(url, location.href);
  const asked = new URLSearchParams(location.search);
  const changed = LED_BY.filter((name) => there.searchParams.get(name) !== asked.get(name));
  const { played } = document.documentElement.dataset; // the day to which the player led last
  delete document.documentElement.dataset.played;
  const alone = changed.join() === "on" && there.searchParams.get("on") === played;
  const other = there.pathname !== location.pathname;
  const entry = other || (changed.length > 0 && !alone && settled());
  (entry ? push : replace)(state, title, url);
  answered = true;
}

function goal(link, how) {
  const { playing } = document.documentElement.dataset; // the day that the map shows meanwhile
  if (how !== "change") {
    const there = new URL(link.href);
    if (playing && !there.searchParams.has("focus")) there.searchParams.set("on", playing);
    return there.href;
  }
  // a link below data-go="change" names only what it changes: all else stays as it is
  const wanted = new URL(location.href);
  if (playing) wanted.searchParams.set("on", playing);
  link.dataset.change ??= link.getAttribute("href");
  for (const [name, value] of new URL(link.dataset.change, location.href).searchParams) {
    if (value) wanted.searchParams.set(name, value);
    else wanted.searchParams.delete(name);
  }
  return wanted.href;
}

function linkOf({ target }) {
  const link = target.closest?.("a[href]");
  const around = link && !link.target && link.closest("[data-go]");
  return around ? { link, how: around.dataset.go } : {};
}

/* ---- links --------------------------------------------------------------------------- */

// A link pressed by a key is drawn anew with what it changes: the focus returns to it, or the way
// through the list would begin at its start again.
let pressed = null;
let typed = -TOLD_AFTER;

function alike(text) {
  const links = [...document.querySelectorAll("[data-go] a[href]")];
  return links.filter((link) => link.textContent === text);
}

export function returnFocus() {
  if (!pressed || document.activeElement !== document.body) return;
  alike(pressed.text)[pressed.nth]?.focus({ preventScroll: true });
}

function onClick(event) {
  const { link, how } = linkOf(event);
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const text = link.textContent;
  if (!event.detail) pressed = { text, nth: alike(text).indexOf(link) };
  const href = goal(link, how);
  setTimeout(() => go(href), Math.max(0, TOLD_AFTER - (event.timeStamp - typed)));
}

function onKey(event) {
  // a key that some link on the page names, where no field or chart wants it
  const { key, target } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.defaultPrevented || target.closest?.(TAKEN)) return;
  const link = document.querySelector(`[data-keys~="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

/* ---- the server's part ---------------------------------------------------------------- */

let followed = "";

/** Goes where the server says that a jump leads, once. */
export function followJump() {
  const link = document.querySelector("a[data-follow]");
  if (!link || link.dataset.follow === followed) return;
  followed = link.dataset.follow;
  if (link.href !== location.href) go(link.href);
}

let lost = false;

function onConnection(changes) {
  // a server that was started anew knows nothing of this page: without this the reader's next
  // click would be lost on it
  const connected = changes.at(-1).target.dataset.testConnectionState === "CONNECTED";
  if (connected && lost) again();
  lost = !connected;
}

export function listen() {
  // Streamlit makes a history entry whenever the script writes query parameters
  history.pushState = written;
  addEventListener("popstate", () => {
    answered = false;
  });

  // Streamlit tells its host what it does. Without one it tells itself, seven times a change, and
  // weighs each message like a stranger's.
  const hear = (event) => {
    if (event.source === window && event.data?.stCommVersion) event.stopImmediatePropagation();
  };
  addEventListener("message", hear, true);

  for (const kind of ["keydown", "pointerdown"]) {
    const hand = (event) => {
      pressed = null;
      if (document.querySelector("#portal > *")) typed = event.timeStamp;
    };
    addEventListener(kind, hand, true);
  }
  // opened in a new window or copied, a link must carry the whole view
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const { link, how } = linkOf(event);
      if (link) link.href = goal(link, how);
    });
  }
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  const connection = { attributeFilter: ["data-test-connection-state"], subtree: true };
  new MutationObserver(onConnection).observe(document.body, connection);
}
