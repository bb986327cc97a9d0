/* The dialog to share a view. Its addresses are made when it opens: the view is the address. */
(() => {
  "use strict";
  if (window.natoShare) return;
  const opened = () => document.querySelector("dialog.share");

  function query(more) {
    const found = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(more)) found.set(name, value);
    return String(found) && `?${found}`;
  }

  function fill() {
    const dialog = opened(), { base } = dialog.dataset;
    const size = dialog.querySelector("[data-size]").value;
    for (const link of dialog.querySelectorAll("a[data-file]")) {
      const drawn = /^draw\/.*[^l]$/.test(link.dataset.file);
      link.href = `${base}/${link.dataset.file}${query(drawn ? { size } : {})}`;
    }
    const headline = document.querySelector(".nato h2"), frame = document.createElement("iframe");
    frame.src = `${location.origin}${base}/embed${query({})}`;
    frame.title = headline ? headline.textContent : document.title;
    frame.width = "100%";
    frame.height = "900";
    frame.loading = "lazy";
    frame.style.border = "0";
    dialog.querySelector("[data-holds=link]").value = location.href;
    dialog.querySelector("[data-holds=embed]").value = frame.outerHTML;
  }

  async function copy(button) {
    const field = opened().querySelector(`[data-holds=${button.dataset.take}]`);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch (error) {
      button.textContent = "Press Ctrl+C"; // no clipboard without a secure connection
    }
  }

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest && event.target.closest(selector);
    if (on("[data-share]")) { fill(); opened().showModal(); }
    if (on("[data-shut]") || event.target === opened()) opened().close();
    if (on("[data-take]")) copy(on("[data-take]"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches && event.target.matches("[data-size]")) fill();
  });
  window.natoShare = fill;
})();
