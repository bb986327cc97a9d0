/* The player below a map: its film has a frame for each day on which something changed. */

import { element } from "./dom.js";
import { words } from "./look.js";

const PACE = 900; // milliseconds that a day is shown, at least
const JOINED = 1800; // where the number of members changed
const LETTER = 18; // of what is said of it
const SETTLED = 500; // milliseconds after the last key or pull until the page follows
const LEAP = 10; // days of change that PageUp and PageDown go
const DAY = 86400000;

/* One step of a film, as Python sends it in a row. */
const stepOf = ([day, date, members, said, places]) => ({ day, date, members, said, places });

/**
 * @param {HTMLElement} box the map's
 * @param {object} map
 * @param {(values: object, day: string) => void} map.draw paints a day
 * @param {(day: string, date: string, same: boolean) => void} map.rest the player stopped there;
 *   `same`: on the page's own day
 */
export function player(box, { draw, rest }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let film = null;
  let coming = null;
  let named = null; // what the page's own frame says of its film
  let at = -1;
  let timer = 0;
  let state = "rest";
  let asked = null; // the day that the page was last told to follow to
  let presses = 0; // of Play: one that a later one overtook does nothing

  /* ---- what the reader sees ------------------------------------------------------ */

  const bar = document.createElement("section");
  bar.className = "player";
  bar.hidden = true;
  bar.setAttribute("aria-label", words.name);
  const first = element("button", "first", words.start, bar);
  first.title = words["start-title"];
  const button = element("button", "play", "", bar);
  const track = element("div", "track", "", bar);
  const ticks = element("div", "ticks", "", track);
  const slider = element("input", "", "", track);
  slider.type = "range";
  slider.min = 0;
  slider.setAttribute("aria-label", words.slider);
  const ends = element("div", "ends", "", track);
  const said = element("p", "said", "", bar);
  said.setAttribute("role", "status");
  box.after(bar);
  const stamp = element("p", "stamp", "", box); // on the map: the page's heading waits for the end
  stamp.setAttribute("aria-hidden", "true");
  stamp.hidden = true;

  function pages() {
    try {
      return [document.documentElement, window.parent.document.documentElement];
    } catch {
      return [document.documentElement]; // in a frame of another site
    }
  }

  const since = (day) => Math.round((Date.parse(day) - Date.parse(named.first)) / DAY);

  function label() {
    button.dataset.state = state;
    stamp.hidden = state === "rest";
    // the page's words and legend are of the day that it rests on: page.css dims them meanwhile
    for (const page of pages()) {
      if (state === "rest") delete page.dataset.playing;
      else page.dataset.playing = film.steps[Math.max(0, at)].day; // links of the page go to this day
    }
    const stopped = still.matches ? words.step : words.play;
    button.textContent = state === "play" ? words.pause : stopped;
    said.setAttribute("aria-live", state === "play" ? "off" : "polite");
  }

  const counted = (step) => `${step.date} · ${step.members} ${words.members}`;

  function tell(step, day) {
    slider.value = since(step ? step.day : day);
    slider.setAttribute("aria-valuetext", step ? counted(step).replace(" ·", ",") : day);
    said.textContent = "";
    if (!step) {
      said.textContent = words.idle;
      return;
    }
    element("b", "", counted(step), said);
    said.append(step.said.length ? ` ${step.said.join(". ")}.` : "");
  }

  function mark(steps) {
    // a stroke for each day of change, a longer one where the number of members changed
    const whole = since(named.last);
    const path = (name, days) => {
      const strokes = days.map((day) => `M${((1000 * since(day)) / whole).toFixed(1)},0V10`);
      return `<path class="${name}" d="${strokes.join("")}"/>`;
    };
    const joined = (step, n) => n > 0 && step.members !== steps[n - 1].members;
    const days = (some) => some.map(({ day }) => day);
    const change = path("change", days(steps.filter((step, n) => !joined(step, n))));
    const grown = path("joined", days(steps.filter(joined)));
    const size = 'viewBox="0 0 1000 10" preserveAspectRatio="none"';
    ticks.innerHTML = `<svg ${size} aria-hidden="true">${change}${grown}</svg>`;
  }

  /* ---- the film ------------------------------------------------------------------ */

  async function read(path) {
    try {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      if (named?.path !== path) return; // another film is wanted by now
      film = { ...found, steps: found.steps.map(stepOf) };
      mark(film.steps);
      if (state === "rest") settle();
    } catch (error) {
      if (named?.path !== path) return;
      coming = null;
      console.warn("film:", error);
      stop();
    }
  }

  function load() {
    // asked for when the hand comes near, and again if it did not come
    coming ??= read(named.path);
    return coming;
  }

  async function ready() {
    // a film that did not come is told once it is wanted
    await load();
    if (!film) said.textContent = words.trouble;
    return Boolean(film);
  }

  const upTo = (day) => film.steps.findLastIndex((step) => step.day <= day);

  function settle() {
    // what the bar says of the day that the page shows
    at = film ? upTo(named.on) : -1;
    tell(film?.steps[at].day === named.on ? film.steps[at] : null, named.on);
  }

  function show(n) {
    at = Math.max(0, Math.min(film.steps.length - 1, n));
    const step = film.steps[at];
    const values = film.keys.map((key, k) => [key, film.values[key][step.places[k]]]);
    tell(step);
    stamp.textContent = counted(step);
    draw(Object.fromEntries(values), step.day);
  }

  /* ---- playing, and stopping ------------------------------------------------------ */

  function enter(next) {
    clearTimeout(timer);
    state = next;
    label();
  }

  function stop(quiet) {
    // the page follows to the day that is shown; what it says then is painted
    const step = state !== "rest" && film && at >= 0 ? film.steps[at] : null;
    enter("rest");
    if (step && quiet !== true) {
      asked = step.day;
      // the page's address follows, and that is no entry of the history
      if (step.day !== named.on) for (const page of pages()) page.dataset.played = step.day;
      rest(step.day, step.date, step.day === named.on);
    }
    return step?.day;
  }

  function goOn() {
    if (at >= film.steps.length - 1) {
      stop();
      return;
    }
    show(at + 1);
    enter("play");
    const step = film.steps[at];
    const joined = at > 0 && step.members !== film.steps[at - 1].members;
    timer = setTimeout(goOn, Math.max(joined ? JOINED : PACE, LETTER * step.said.join().length));
  }

  async function begin() {
    if (state === "play") {
      stop();
      return;
    }
    presses += 1;
    const press = presses;
    if (!film) said.textContent = words.loading;
    if (!(await ready()) || press !== presses) return;
    if (still.matches) {
      seek(at + 1);
      return;
    }
    if (at >= film.steps.length - 1) at = -1;
    goOn();
  }

  function seek(n) {
    // moved by hand: the page follows when the hand rests
    show(n);
    enter("seek");
    timer = setTimeout(stop, SETTLED);
  }

  // from a day between two changes one step back is the change before it
  const between = () => state === "rest" && film.steps[at].day !== named.on;
  const back = (n) => at - n + (between() ? 1 : 0);
  const MOVES = {
    ArrowRight: () => at + 1,
    ArrowUp: () => at + 1,
    PageUp: () => at + LEAP,
    End: () => Infinity,
    ArrowDown: () => back(1),
    ArrowLeft: () => back(1),
    PageDown: () => back(LEAP),
    Home: () => 0,
  };

  slider.addEventListener("keydown", async (event) => {
    if (!MOVES[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (await ready()) seek(MOVES[event.key]());
  });
  slider.addEventListener("input", async () => {
    const wanted = Number(slider.value);
    if (!(await ready())) return;
    const away = film.steps.map((step) => Math.abs(since(step.day) - wanted));
    seek(away.indexOf(Math.min(...away)));
  });
  button.addEventListener("click", begin);
  first.addEventListener("click", async () => {
    if (await ready()) seek(0);
  });
  bar.addEventListener("pointerenter", load);
  slider.addEventListener("focus", load);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && state === "play") stop();
  });
  still.addEventListener("change", label);

  function offer(now) {
    // the page's own frame has come: its day, and where its film is
    if (!now) {
      if (named) enter("rest");
      named = null;
      bar.hidden = true;
      return;
    }
    // the reader has chosen another day: not the film's, then; a day that the film itself asked for
    // may come late, when a hand already moves on
    const own = now.on === asked;
    if (own) asked = null;
    if (named && state !== "rest" && named.on !== now.on && !own) enter("rest");
    if (!named || named.path !== now.path) {
      if (named) stop(); // the page follows to where it was, on its new map
      enter("rest");
      presses += 1;
      film = coming = null;
      ticks.textContent = "";
    }
    named = now;
    slider.max = since(now.last);
    ends.textContent = "";
    for (const day of [now.first, now.last]) element("span", "", day.slice(0, 4), ends);
    bar.hidden = false;
    if (state === "rest") settle();
  }

  const height = () => (bar.hidden ? 0 : bar.offsetHeight);
  return { offer, stop, height, busy: () => state !== "rest" };
}
