/* The player below a map: its film has a frame for each day on which something changed. */
window.player = (box, { draw, rest }) => {
  const { words } = window.player; // from look.toml, written at the end of the script that is served
  const PACE = 900, JOINED = 1800, LETTER = 18; // milliseconds that a day is shown, at least
  const SETTLED = 500; // milliseconds after the last key or pull until the page follows
  const LEAP = 10; // days of change that PageUp and PageDown go
  const DAY = 86400000;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let film = null, coming = null, named = null, at = -1, timer = 0, state = "rest";
  let asked = null; // the day that the page was last told to follow to
  let presses = 0; // of Play: one that a later one overtook does nothing

  /* ---- what the reader sees ------------------------------------------------------ */

  function element(tag, className, text, into) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    into.append(made);
    return made;
  }

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
    } catch (error) {
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
      else page.dataset.playing = film.steps[Math.max(0, at)][0]; // links of the page go to this day
    }
    button.textContent = state === "play" ? words.pause : still.matches ? words.step : words.play;
    said.setAttribute("aria-live", state === "play" ? "off" : "polite");
  }

  function tell(step, day) {
    slider.value = since(step ? step[0] : day);
    slider.setAttribute("aria-valuetext", step ? `${step[1]}, ${step[2]} ${words.members}` : day);
    said.textContent = "";
    if (!step) { said.textContent = words.idle; return; }
    element("b", "", `${step[1]} · ${step[2]} ${words.members}`, said);
    said.append(step[3].length ? ` ${step[3].join(". ")}.` : "");
  }

  function mark(steps) {
    // a stroke for each day of change, a longer one where the number of members changed
    const whole = since(named.last), svg = (days, name) =>
      `<path class="${name}" d="${days.map((d) => `M${(1000 * d / whole).toFixed(1)},0V10`).join("")}"/>`;
    const days = steps.map((step) => since(step[0]));
    const joined = steps.map((step, i) => i > 0 && step[2] !== steps[i - 1][2]);
    ticks.innerHTML = '<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">' +
      svg(days.filter((_, i) => !joined[i]), "change") + svg(days.filter((_, i) => joined[i]), "joined") + "</svg>";
  }

  /* ---- the film ------------------------------------------------------------------ */

  function load() {
    // asked for when the hand comes near, and again if it did not come
    const { path } = named;
    coming = coming || fetch(path).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then((found) => {
      if (named.path !== path) throw new Error("another film is wanted by now");
      mark(found.steps);
      film = found;
      if (state === "rest") settle();
    }).catch((error) => {
      if (named.path !== path) return;
      coming = null;
      console.warn("film:", error);
      stop();
    });
    return coming;
  }

  async function ready() {
    // a film that did not come is told once it is wanted
    await load();
    if (!film) said.textContent = words.trouble;
    return Boolean(film);
  }

  const upTo = (day) => film.steps.findLastIndex((step) => step[0] <= day);

  function settle() {
    // what the bar says of the day that the page shows
    at = film ? upTo(named.on) : -1;
    tell(film && film.steps[at][0] === named.on ? film.steps[at] : null, named.on);
  }

  function show(n) {
    at = Math.max(0, Math.min(film.steps.length - 1, n));
    const step = film.steps[at], values = {};
    film.keys.forEach((key, k) => { values[key] = film.values[key][step[4][k]]; });
    tell(step);
    stamp.textContent = step[1];
    draw(values, step[0]);
  }

  /* ---- playing, and stopping ------------------------------------------------------ */

  function enter(next) {
    clearTimeout(timer);
    state = next;
    label();
  }

  function stop(quiet) {
    // the page follows to the day that is shown; what it says then is painted
    const day = state !== "rest" && film && at >= 0 ? film.steps[at] : null;
    enter("rest");
    if (day && quiet !== true) rest(asked = day[0], day[1], day[0] === named.on);
    return day ? day[0] : null;
  }

  function next() {
    if (at >= film.steps.length - 1) { stop(); return; }
    show(at + 1);
    enter("play");
    const [, , members, sentences] = film.steps[at];
    const joined = at > 0 && members !== film.steps[at - 1][2];
    timer = setTimeout(next, Math.max(joined ? JOINED : PACE, LETTER * sentences.join().length));
  }

  async function begin() {
    if (state === "play") { stop(); return; }
    const press = presses += 1;
    if (!film) said.textContent = words.loading;
    if (!await ready() || press !== presses) return;
    if (still.matches) { seek(at + 1); return; }
    if (at >= film.steps.length - 1) at = -1;
    next();
  }

  function seek(n) {
    // moved by hand: the page follows when the hand rests
    show(n);
    enter("seek");
    timer = setTimeout(stop, SETTLED);
  }

  const MOVES = {
    ArrowRight: () => at + 1, ArrowUp: () => at + 1, PageUp: () => at + LEAP, End: () => Infinity,
    ArrowDown: () => back(1), ArrowLeft: () => back(1), PageDown: () => back(LEAP), Home: () => 0,
  };
  // from a day between two changes one step back is the change before it
  const back = (n) => (state === "rest" && film.steps[at][0] !== named.on ? at - n + 1 : at - n);

  slider.addEventListener("keydown", async (event) => {
    if (!MOVES[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (await ready()) seek(MOVES[event.key]());
  });
  slider.addEventListener("input", async () => {
    const wanted = Number(slider.value);
    if (!await ready()) return;
    const away = film.steps.map((step) => Math.abs(since(step[0]) - wanted));
    seek(away.indexOf(Math.min(...away)));
  });
  button.addEventListener("click", begin);
  first.addEventListener("click", async () => { if (await ready()) seek(0); });
  bar.addEventListener("pointerenter", load);
  slider.addEventListener("focus", load);
  document.addEventListener("visibilitychange", () => { if (document.hidden && state === "play") stop(); });
  still.addEventListener("change", label);

  function offer(now) {
    // the page's own frame has come: its day, and where its film is
    if (!now) { if (named) enter("rest"); named = null; bar.hidden = true; return; }
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

  return { offer, stop, height: () => (bar.hidden ? 0 : bar.offsetHeight), busy: () => state !== "rest" };
};
