/* Keeps the page's address and its view one thing. A link in or marked data-go changes the
   view without loading the page again: "push" makes one history entry, "replace" none. */
(() => {
  "use strict";
  if (window.natoAddress) return;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  // Streamlit makes a history entry whenever the script writes query parameters; a reader's
  // own change of a filter only replaces the address.
  history.pushState = (state, title, url) => {
    const samePage = new URL(url, location.href).pathname === location.pathname;
    (samePage ? replace : push)(state, title, url);
  };

  // Streamlit tells its host what it does. Without one it tells itself, seven times a change, and
  // weighs each message like a stranger's.
  addEventListener("message", (event) => {
    const own = event.source === window && event.data && event.data.stCommVersion;
    if (own) event.stopImmediatePropagation();
  }, true);

  function go(href, how) {
    (how === "replace" ? replace : push)({}, "", href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }

  // A link below data-go="replace" names only what it changes: all else stays as it is.
  function goal(link, how) {
    const playing = document.documentElement.dataset.playing; // the day that the map shows meanwhile
    if (how !== "replace") {
      const there = new URL(link.href);
      if (playing && !there.searchParams.has("focus")) there.searchParams.set("on", playing);
      return there.href;
    }
    const wanted = new URL(location.href);
    if (playing) wanted.searchParams.set("on", playing);
    link.dataset.change ??= link.getAttribute("href");
    new URL(link.dataset.change, location.href).searchParams.forEach((value, name) => {
      if (value) wanted.searchParams.set(name, value);
      else wanted.searchParams.delete(name);
    });
    return wanted.href;
  }

  function linkOf(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    const around = link && !link.target && link.closest("[data-go]");
    return around ? { link, how: around.dataset.go } : {};
  }

  document.addEventListener("click", (event) => {
    const { link, how } = linkOf(event);
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!event.detail) pressed = { text: link.textContent, nth: alike(link.textContent).indexOf(link) };
    const href = goal(link, how);
    setTimeout(() => go(href, how), Math.max(0, TOLD_AFTER - (event.timeStamp - typed)));
  });

  // A link pressed by a key is drawn anew with what it changes: the focus returns to it, or the way
  // through the list would begin at its start again.
  let pressed = null;
  const alike = (text) => [...document.querySelectorAll("[data-go] a[href]")].filter((a) => a.textContent === text);
  function returnFocus() {
    if (!pressed || document.activeElement !== document.body) return;
    const again = alike(pressed.text)[pressed.nth];
    if (again) again.focus({ preventScroll: true });
  }
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { pressed = null; }, true);

  // A table tells the server what was typed a moment later: a page that was left before that would
  // come back, without what was typed.
  const TOLD_AFTER = 250;
  let typed = -TOLD_AFTER;
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, (event) => {
      if (document.querySelector("#portal > *")) typed = event.timeStamp;
    }, true);
  }

  // opened in a new window or copied, a link must carry the whole view
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const { link, how } = linkOf(event);
      if (link) link.href = goal(link, how);
    });
  }

  // A key that some link on the page names, where no field or chart wants it.
  const TAKEN = "input, textarea, select, [contenteditable], [role=radiogroup], [role=slider], canvas, dialog";
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (target.closest && target.closest(TAKEN)) return;
    const link = document.querySelector(`a[data-keys~="${CSS.escape(key)}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  let chosen = "";
  function showChosen() {
    const row = document.querySelector("[data-chosen]");
    const box = row && row.closest(".facts");
    if (!row || row.dataset.chosen === chosen) return;
    chosen = row.dataset.chosen;
    // only within its own list: the page stays where the reader has it
    const gap = row.offsetTop - box.offsetTop;
    if (gap < box.scrollTop || gap + row.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = gap - box.clientHeight / 3;
    }
    // what was chosen far down in the list is told above it
    const told = document.querySelector("section.fact");
    if (told && told.getBoundingClientRect().top < 0) told.scrollIntoView();
  }

  let followed = "";
  new MutationObserver(() => {
    nameMaps();
    showChosen();
    returnFocus();
    const link = document.querySelector("a[data-follow]");
    if (!link || link.dataset.follow === followed) return;
    followed = link.dataset.follow;
    if (link.href !== location.href) go(link.href, "push");
  }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button[data-copy]");
    if (!button) return;
    const said = button.dataset.copied;
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = said;
    } catch (error) {
      // no clipboard without a secure connection: show the address, ready to be copied
      prompt(button.textContent, location.href);
    }
  });

  const MAPS = 'iframe[src*="/component/streamlit_folium."]';
  const mapFrame = () => document.querySelector(MAPS);

  // Streamlit calls a map's frame by the name of its code. Where there are two each has a heading.
  function nameMaps() {
    const own = document.querySelectorAll(".nato [data-map]"), headline = document.querySelector(".nato h2");
    document.querySelectorAll(MAPS).forEach((frame, i) => {
      const name = own[i] ? own[i].dataset.map : headline && headline.textContent;
      if (name && frame.title !== `Map: ${name}`) frame.title = `Map: ${name}`;
    });
  }

  // On paper the map is the one on the screen, enlarged or reduced as a whole.
  addEventListener("beforeprint", () => {
    const frame = mapFrame(), style = document.documentElement.style;
    style.setProperty("--map-wide", frame ? frame.clientWidth : 1);
    style.setProperty("--map-high", frame ? frame.clientHeight : 1);
    const player = frame && frame.contentDocument && frame.contentDocument.querySelector(".player");
    style.setProperty("--player", player ? player.offsetHeight : 0);
  });

  // A server that was started anew knows nothing of this page: without this the reader's next
  // click would be lost on it.
  let lost = false;
  new MutationObserver((changes) => {
    const connected = changes[changes.length - 1].target.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    lost = !connected;
  }).observe(document.body, { attributeFilter: ["data-test-connection-state"], subtree: true });

  window.natoAddress = go;
})();
