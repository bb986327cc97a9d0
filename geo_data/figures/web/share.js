/* The dialog to share a view. Its addresses are made when it opens: the view is the address. */

import { lasting } from "./address.js";

const opened = () => document.querySelector("dialog.share");

function query(more) {
  const found = lasting().searchParams;
  for (const [name, value] of Object.entries(more)) found.set(name, value);
  return String(found) && `?${found}`;
}

function fill() {
  const dialog = opened();
  const { base } = dialog.dataset;
  const size = dialog.querySelector("[data-size]").value;
  for (const link of dialog.querySelectorAll("a[data-file]")) {
    const drawn = /^draw\/.*[^l]$/.test(link.dataset.file);
    link.href = `${base}/${link.dataset.file}${query(drawn ? { size } : {})}`;
  }
  const onMap = document.querySelector('iframe[src*="/component/streamlit_folium."]');
  const headline = onMap && document.querySelector(".nato h1");
  const frame = document.createElement("iframe");
  frame.src = `${location.origin}${base}/embed${query({})}`;
  frame.title = headline ? headline.textContent : "Map of the Alliance";
  frame.width = "100%";
  frame.height = "900";
  frame.loading = "lazy";
  frame.style.border = "0";
  for (const button of dialog.querySelectorAll("[data-take]")) button.textContent = "Copy";
  dialog.querySelector("[data-holds=link]").value = lasting().href;
  dialog.querySelector("[data-holds=embed]").value = frame.outerHTML;
}

async function copy(button) {
  const field = opened().querySelector(`[data-holds=${button.dataset.take}]`);
  fill();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Press Ctrl+C"; // no clipboard without a secure connection
  }
}

const wait = (seconds) =>
  new Promise((done) => {
    setTimeout(done, 1000 * seconds);
  });

// A drawing takes a second or more, and may have to wait for others: the link says so.
async function take(link) {
  const name = link.textContent;
  link.textContent = `${name} …`;
  let answer = await fetch(link.href);
  for (let tries = 0; answer.status === 503 && tries < 6; tries += 1) {
    await wait(Number(answer.headers.get("retry-after")) || 5);
    answer = await fetch(link.href);
  }
  link.textContent = name;
  if (!answer.ok) {
    alert(await answer.text());
    return;
  }
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(await answer.blob());
  saved.download = (answer.headers.get("content-disposition") || "").split("filename=")[1] || "";
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 60000);
}

export function listenToShare() {
  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest?.(selector);
    if (on("[data-share]")) {
      fill();
      opened().showModal();
    }
    if (on("[data-shut]") || event.target === opened()) opened().close();
    if (on("[data-take]")) copy(on("[data-take]"));
    if (on("a[data-file]")) {
      event.preventDefault();
      take(on("a[data-file]"));
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-size]")) fill();
  });
  addEventListener("popstate", () => opened()?.close());
}
