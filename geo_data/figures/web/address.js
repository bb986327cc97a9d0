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

  function go(href, how) {
    (how === "replace" ? replace : push)({}, "", href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    const kind = link && !link.target && link.closest("[data-go]");
    if (!kind || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href, kind.dataset.go);
  });

  // A choice made in a widget that leads to another view comes back from the server as a link
  // to follow.
  let followed = "";
  new MutationObserver(() => {
    const link = document.querySelector("a[data-follow]");
    if (!link || link.dataset.follow === followed) return;
    followed = link.dataset.follow;
    go(link.href, "push");
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

  window.natoAddress = go;
})();
