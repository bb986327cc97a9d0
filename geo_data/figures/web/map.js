/* The map: paints frames on a Leaflet map, goes where it is sent, and tells Python what was chosen.
   Python has decided what is shown and how it looks. */

import { element } from "./dom.js";
import { sizes, words } from "./look.js";
import { drawMarks, narrow } from "./marks.js";
import { drawNames } from "./names.js";
import { player } from "./player.js";
import { Scene } from "./scene.js";
import { drawStates } from "./states.js";
import { keepInStep } from "./step.js";
import { Topology } from "./topology.js";

const LEAST_HIGH = 400; // pixels of a map that makes room for a low window
const BROADEST = 1.26; // times an area's own width: farther to the sides there are no shapes
const SHIFTED = 40; // pixels that what is above a map may change from day to day: it keeps its height
const MARGIN = 8; // pixels below what fills the screen
const LEAST_STEPS = 4; // doublings of an area that the map comes nearer, at least
const NEAREST = 55; // map units (1,100 km) that are left of a large one
const SQUARE = 0.96; // height over width, nearly
const TOLD = 1500; // milliseconds that a hint stays
const ROUNDED = 10; // places of a pixel that Leaflet would leave none of

/** @typedef {import("./types.js").Frame} Frame */

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const touched = () => matchMedia("(pointer: coarse)").matches;
const boundsOf = ([x0, y0, x1, y1]) => L.latLngBounds([y0, x0], [y1, x1]);

/* ---- what is waited for --------------------------------------------------------------- */

/** Reads each area's shapes once; what broke is forgotten, so that the next frame tries again. */
function reader(files) {
  const loaded = {};
  async function read(area) {
    const answer = await fetch(files[area]);
    const type = answer.headers.get("content-type") || "";
    if (!answer.ok || !type.includes("json")) throw new Error(`${answer.status} ${type}`);
    return new Topology(await answer.json());
  }
  return (area) => {
    loaded[area] ??= read(area).catch((error) => {
      delete loaded[area];
      throw error;
    });
    return loaded[area];
  };
}

function styled() {
  // sizes are measured to place labels: not before every style sheet has come or failed, but a
  // sheet that never answers must not keep the map away
  const links = [...document.querySelectorAll("link[rel=stylesheet]")];
  const coming = links.filter((link) => !link.sheet);
  const sheets = coming.map(
    (link) =>
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
  );
  const enough = new Promise((done) => {
    setTimeout(done, 3000);
  });
  return Promise.race([Promise.all(sheets), enough]);
}

/* ---- what a hand on the map does ------------------------------------------------------- */

let clicks = Date.now();
function tell(what) {
  clicks += 1; // Python acts on a new number only: an old click must not undo a new filter
  window.Streamlit.setComponentValue({ ...what, n: clicks });
}

function lines(texts) {
  const box = element("div", "tip");
  for (const [n, text] of texts.entries()) element("div", n ? "" : "tip-head", text, box);
  return box;
}

/** A tooltip that stays within its map. */
const Tip = L.Tooltip.extend({
  options: { opacity: 1 },
  _setPosition(pos) {
    L.Tooltip.prototype._setPosition.call(this, pos);
    const inner = this._container.getBoundingClientRect();
    const outer = this._map.getContainer().getBoundingClientRect();
    const shift = (from, to, least, most) => Math.max(least - from, Math.min(0, most - to));
    const by = L.point(
      shift(inner.left, inner.right, outer.left, outer.right),
      shift(inner.top, inner.bottom, outer.top, outer.bottom),
    );
    L.DomUtil.setPosition(this._container, L.DomUtil.getPosition(this._container).add(by));
  },
});

function hover(layer, tip) {
  // the list is the way by keyboard: without this each shape would be a stop of the Tab key
  layer._addFocusListeners = () => {};
  // a finger hides what it is on: its tap opens what the page has to say, and nothing above that
  if (!touched()) {
    layer.bindTooltip(new Tip({ sticky: true }).setContent(() => lines(tip())));
  }
}

/** One finger scrolls the page, two move the map: else a reader would be caught in it. */
function leaveToPage(map) {
  map.dragging.disable();
  const box = map.getContainer();
  const hint = element("p", "hint", words.fingers, box);
  hint.hidden = true;
  let until = 0;
  const show = ({ touches }) => {
    hint.hidden = touches.length !== 1;
    clearTimeout(until);
    until = setTimeout(() => {
      hint.hidden = true;
    }, TOLD);
  };
  box.addEventListener("touchmove", show, { passive: true });
}

/** What the map is, for who does not see it. */
function named(box) {
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words["map-name"]);
  const help = element("p", "heard", words["map-help"], box);
  help.id = "map-help";
  box.setAttribute("aria-describedby", help.id);
}

/* ---- where the map looks --------------------------------------------------------------- */

/** The map's own place, and ways there; a place that the reader chose is the reader's. */
function views(map) {
  let home = null;
  let busy = false; // fitted to the window, which is no move that another map should follow
  let went = "[]";

  function limit(box) {
    const fit = map.getBoundsZoom(box, false);
    const wide = map.getBoundsZoom(box.pad(0.04), false);
    const times = (box.getEast() - box.getWest()) / NEAREST;
    map.setMinZoom(Math.min(wide, fit));
    map.setMaxZoom(fit + Math.max(LEAST_STEPS, Math.ceil(Math.log2(times))));
    map.setMaxBounds(box.pad(0.12));
  }

  function goHome(scene) {
    busy = true;
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0; // as near as it fits, which is at no step
    map.setMaxBounds(null);
    map.setMinZoom(-5);
    const box = L.latLngBounds(scene.ground.box);
    const focus = narrow(map) && scene.near ? boundsOf(scene.near) : box;
    const zoom = Math.max(map.getBoundsZoom(box, false), map.getBoundsZoom(focus, false));
    map.setView(focus.getCenter(), zoom, { animate: false });
    limit(box);
    map.options.zoomSnap = zoomSnap;
    home = { zoom: map.getZoom(), centre: map.getCenter() };
    busy = false;
  }

  /** To what the frame names, when that changes: in between the map is the reader's. */
  function follow(scene) {
    const goal = JSON.stringify(scene.goal);
    if (goal === went) return;
    went = goal;
    if (!scene.goal.length) goHome(scene);
    else if (calm()) map.fitBounds(boundsOf(scene.goal), { animate: false });
    else map.flyToBounds(boundsOf(scene.goal), { duration: 0.6 });
  }

  /** The window has another size. */
  function resized(scene) {
    const { zoom, centre } = home;
    const moved = map.project(centre, zoom).distanceTo(map.project(map.getCenter(), zoom));
    if (map.getZoom() === zoom && moved < 3) goHome(scene);
    else limit(L.latLngBounds(scene.ground.box));
  }

  return { goHome, follow, resized, settled: () => home && !busy };
}

/* ---- the two calls from Python --------------------------------------------------------- */

/**
 * @param {L.Map} map
 * @param {Object<string, string>} files the address of each area's shapes
 * @returns {{ paint: (frame: Frame) => Promise<void> }}
 */
export function start(map, files) {
  /** @type {Frame} */
  let resting = null; // what Python sent last
  /** @type {Scene} */
  let scene = null; // what is painted, perhaps of a film; nothing while the map is laid out anew
  let shape = 0.84; // height over width
  const box = map.getContainer();
  const shapesOf = reader(files);

  // Leaflet rounds to whole pixels: on a fine screen coasts become stairs
  map.latLngToLayerPoint = (latlng) => {
    const { x, y } = map.project(L.latLng(latlng))._subtract(map.getPixelOrigin());
    return L.point(Math.round(x * ROUNDED) / ROUNDED, Math.round(y * ROUNDED) / ROUNDED);
  };
  if (calm()) map._zoomAnimated = false;
  if (touched()) leaveToPage(map);
  named(box);
  const play = player(box, { draw: drawDay, rest: restOn });
  const message = element("p", "message", "", box);
  message.hidden = true;
  message.setAttribute("role", "alert");
  const states = drawStates(map, { choose, hover });
  const marks = drawMarks(map, { choose, hover });
  const names = drawNames(map, states, marks, choose);
  const place = views(map);
  keepInStep(map, () => place.settled() && states.area());

  function choose(id) {
    const day = play.stop(true);
    tell(day ? { selected: id, day } : { selected: id });
  }

  function say(text) {
    message.textContent = text;
    message.hidden = !text;
  }

  /* ---- how high the map is ------------------------------------------------------------- */

  let above = 0; // pixels of the page above the map
  let painted = 0; // frames

  /** The page around the map's frame, and what scrolls in it; nothing in a frame of another site. */
  function around() {
    try {
      const frame = window.frameElement;
      return frame && { frame, main: frame.closest(".stMain"), page: window.parent };
    } catch {
      return null;
    }
  }

  function size() {
    // the map keeps its area's shape at every width, as far as it can be seen whole on the first
    // screen; on a telephone one that shows a part first is nearly square, another would there
    // show where its shapes end
    const wide = box.parentElement.clientWidth;
    if (wide < sizes.narrow) {
      return { wide, high: Math.round(wide * (resting?.near ? Math.max(shape, SQUARE) : shape)) };
    }
    const below = resting?.large ? play.height() + MARGIN : 0;
    const seen = above ? window.parent.innerHeight - above - below : Infinity;
    const room = Math.max(LEAST_HIGH, seen);
    const high = Math.round(Math.min(wide * shape, room));
    return { wide: Math.min(wide, Math.floor((BROADEST * high) / shape)), high };
  }

  function fitFrame() {
    const { wide, high } = size();
    if (Math.abs(box.clientHeight - high) >= 2 || Math.abs(box.clientWidth - wide) >= 2) {
      box.style.height = `${high}px`;
      box.style.maxWidth = `${wide}px`;
      map.invalidateSize({ animate: false });
    }
    window.Streamlit.setFrameHeight();
  }

  function watchAbove() {
    const { frame, main, page } = around() || {};
    if (!main) return;
    const look = () => {
      const top = Math.ceil(frame.getBoundingClientRect().top + main.scrollTop);
      if (!frame.isConnected || top <= 0) return;
      if (Math.abs(top - above) < (painted > 1 ? SHIFTED : 2)) return;
      above = top;
      fitFrame();
    };
    new page.ResizeObserver(look).observe(main.querySelector(".stMainBlockContainer") || main);
    look();
  }

  // streamlit-folium sets the height that Python gave at each frame; the width decides it here,
  // and it is told once: Streamlit weighs every message of a frame anew
  const setHeight = window.Streamlit.setFrameHeight;
  let told = 0;
  window.Streamlit.setFrameHeight = () => {
    const whole = size().high + play.height();
    if (told === whole) return;
    told = whole;
    setHeight.call(window.Streamlit, whole);
  };

  /* ---- painting ------------------------------------------------------------------------ */

  function put(frame, ground) {
    const next = new Scene(frame, ground);
    scene = null;
    if (states.turnTo(next)) {
      marks.clear();
      place.goHome(next);
    }
    states.paint(next);
    marks.paint(next);
    names.paint(next);
    scene = next;
    if (scene.goal) place.follow(scene);
    document.documentElement.dataset.painted = scene.id;
  }

  function refresh() {
    marks.refresh();
    names.paint(scene);
  }

  function clear() {
    // what was painted before would lie about the view
    scene = null;
    states.clear();
    marks.clear();
    names.clear();
    delete document.documentElement.dataset.painted;
  }

  async function drawDay(values, day) {
    // a day of the film: what is no matter of the day stays as Python said last
    const next = { ...resting, ...values, lit: [], to: undefined, id: `film ${day}` };
    const ground = await shapesOf(next.area);
    if (play.busy()) put(next, ground);
  }

  function restOn(day, date, same) {
    // Python answers with its own frame of the day, unless it has that already
    if (same) paint(resting);
    tell({ day, date });
  }

  async function paint(next) {
    resting = next;
    painted += 1;
    document.documentElement.dataset.theme = next.theme;
    document.documentElement.toggleAttribute("data-large", Boolean(next.large));
    if (next.large) map.keyboard.disable(); // the arrows go from day to day
    try {
      const [ground] = await Promise.all([shapesOf(next.area), styled()]);
      if (resting !== next) return; // a newer frame came while this one was loading
      say("");
      play.offer(next.film);
      if (states.area() !== next.area) scene = null;
      ({ shape } = next);
      fitFrame();
      if (!play.busy()) put(next, ground);
    } catch (error) {
      console.warn("map:", error);
      if (resting !== next) return;
      clear();
      say(next.trouble);
    }
  }

  /* ---- what the reader does ------------------------------------------------------------ */

  map.on("zoomstart", () => names.pane.classList.add("away"));
  map.on("moveend", () => {
    names.pane.classList.remove("away");
    if (scene) refresh();
  });
  map.on("resize", () => {
    if (!scene) return;
    place.resized(scene);
    refresh();
  });
  window.addEventListener("resize", fitFrame);
  window.addEventListener("keydown", (event) => {
    // before many the page's keys count wherever the hand was last
    if (!resting?.large || event.defaultPrevented || event.target.closest?.("input")) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { page } = around() || {};
    page?.document.dispatchEvent(new page.KeyboardEvent("keydown", { key: event.key }));
  });

  // a label stands for what it names, its tooltip too
  const hint = new Tip({ direction: "top", offset: [0, -8] });
  names.pane.addEventListener("click", (event) => {
    const label = event.target.closest(".label");
    if (!label) return;
    event.stopPropagation();
    if (!label.dataset.id.startsWith("unit:")) choose(label.dataset.id);
  });
  names.pane.addEventListener("mouseover", (event) => {
    const label = event.target.closest(".label");
    if (!label || touched()) return;
    const tip = lines(scene.tipOf(label.dataset.id));
    hint.setLatLng(map.mouseEventToLatLng(event)).setContent(tip).addTo(map);
  });
  names.pane.addEventListener("mouseout", () => hint.remove());

  watchAbove();
  fitFrame();
  return { paint };
}
