/* Paints frames on a Leaflet map. Python has decided what is shown and how it looks; here is
   no rule about the Alliance, only pixels: where a line is cut short, and in labels.js which
   labels fit. */
window.nato = (() => {
  "use strict";

  const { labels, ground } = window, { overlap } = labels;

  const HEAD_GAP = 7; // pixels between an arrowhead and what it points at
  const HEAD_GAPS = [7, 11, 16, 22]; // farther from its end a head would point at something else
  const SURE = ["solid", "dashed", "dotted"]; // the surer arrow has its head first
  const START_GAP = 3;
  const OWN_EDGE = 2.4; // pixels of line about the light core of an arrow that only the article has
  const STARTS = [0.06, 0.1, 0.15, 0.2, 0.26, 0.32]; // where along an arrow its origin may be named
  const NARROW = 600; // below this width labels of arrows are numbers alone
  const LEAST_STEPS = 4, NEAREST = 55; // zoomed in, doublings of an area; map units (1,100 km) left of a large one
  const POINT = 4; // pixels from the middle of a place that no shape can show
  const SPECK = 3.6, SEEN = 9; // pixels: the disc of a territory; how broad one is seen without it
  const BESIDE = [13, -13]; // where the name of such a place may stand, below or above
  const SVG = "http://www.w3.org/2000/svg";

  let map, files, frame, layers, ink, labelPane, message, hint, play, follow;
  let resting = null; // what Python sent last; `frame` is what is painted, perhaps of a film
  const loaded = {}; // area -> promise of its geometry
  const shown = { area: null, layers: {}, home: null }; // layers by what they are made of

  /* ---- geometry ---------------------------------------------------------------- */

  function geometry(area) {
    // a broken load is forgotten, so that the next frame tries again
    loaded[area] = loaded[area] || fetch(files[area]).then((answer) => {
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok || !type.includes("json")) throw new Error(`${answer.status} ${type}`);
      return answer.json();
    }).then((topology) => new ground.Ground(topology)).catch((error) => { delete loaded[area]; throw error; });
    return loaded[area];
  }

  /* ---- small things ------------------------------------------------------------ */

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function styled() {
    // sizes are measured to place labels: not before every style sheet has come or failed, but a
    // sheet that never answers must not keep the map away
    const links = [...document.querySelectorAll("link[rel=stylesheet]")].filter((link) => !link.sheet);
    const sheets = links.map((link) => new Promise((done) => { link.onload = link.onerror = done; }));
    return Promise.race([Promise.all(sheets), new Promise((done) => { setTimeout(done, 3000); })]);
  }

  function say(text) {
    message.textContent = text;
    message.hidden = !text;
  }

  let clicks = Date.now();
  function tell(what) {
    clicks += 1; // Python acts on a new number only: an old click must not undo a new filter
    window.Streamlit.setComponentValue({ ...what, n: clicks });
  }

  function choose(id) {
    const day = play.stop(true);
    tell(day ? { selected: id, day } : { selected: id });
  }

  function lines(texts) {
    const box = element("div", "tip");
    texts.forEach((text, n) => box.append(element("div", n ? "" : "tip-head", text)));
    return box;
  }

  function hover(layer, texts) {
    // the list is the way by keyboard: without this each shape would be a stop of the Tab key
    layer._addFocusListeners = () => {};
    layer.bindTooltip(() => lines(texts()), { sticky: true });
  }

  const point = (x, y) => map.latLngToLayerPoint([y, x]);
  const narrow = () => map.getSize().x < NARROW;

  /* ---- curves, in pixels -------------------------------------------------------- */

  const mix = (a, b, t) => L.point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);

  function on([a, c, b], t) { return mix(mix(a, c, t), mix(c, b, t), t); }

  function cut([a, c, b], t0, t1) {
    const tail = [on([a, c, b], t0), mix(c, b, t0), b];
    const t = (t1 - t0) / (1 - t0);
    return [tail[0], mix(tail[0], tail[1], t), on(tail, t)];
  }

  function farFrom(curve, end, gap) {
    // the parameter at which the curve is `gap` pixels from its start (0) or its end (1)
    const target = curve[end ? 2 : 0];
    for (let i = 1; i < 40; i += 1) {
      const t = end ? 1 - i / 40 : i / 40;
      if (on(curve, t).distanceTo(target) >= gap) return t;
    }
    return 0.5;
  }

  function pixels(stroke, gap = stroke.gap || HEAD_GAP) {
    const [x0, y0, cx, cy, x1, y1] = stroke.p;
    const whole = [point(x0, y0), point(cx, cy), point(x1, y1)];
    const size = narrow() ? 0.7 : 1;
    const width = Math.max(1.3, stroke.w * size);
    const headed = stroke.h !== "none" && !stroke.bare;
    const long = headed ? (7 + 1.25 * width) * (narrow() ? 0.8 : 1) : 0;
    const t0 = stroke.stem ? 0 : farFrom(whole, false, START_GAP);
    const tip = headed ? farFrom(whole, true, stroke.h === "open" ? gap - HEAD_GAP + 2 : gap) : 1;
    const visible = cut(whole, Math.min(t0, tip / 2), tip);
    const body = headed ? cut(visible, 0, farFrom(visible, true, long * 0.8)) : visible;
    const end = visible[2], from = body[2];
    const reach = end.distanceTo(from) || 1;
    const ux = (end.x - from.x) / reach, uy = (end.y - from.y) / reach;
    const half = headed ? 3.2 + 0.75 * width : 0;
    const base = L.point(end.x - ux * long, end.y - uy * long);
    const wings = [
      L.point(base.x - uy * half, base.y + ux * half),
      L.point(base.x + uy * half, base.y - ux * half),
    ];
    return { whole, visible, body, end, wings, width, headed };
  }

  const box = (points, pad) => {
    const xs = points.map((p) => p.x), ys = points.map((p) => p.y);
    return [Math.min(...xs) - pad, Math.min(...ys) - pad, Math.max(...xs) + pad, Math.max(...ys) + pad];
  };
  const headBox = (px) => box([px.end, ...px.wings], 1.5);
  const markBox = (group) => { const p = point(...group.at), r = markSize() + 1; return [p.x - r, p.y - r, p.x + r, p.y + r]; };
  const markSize = () => (narrow() ? 4.5 : 5.5);

  function settle() {
    // marks first, then heads: a head that would lie on something ends earlier on its way, and
    // where there is no room at this zoom it is left out
    const taken = [];
    for (const group of frame.groups) {
      const own = markBox(group);
      group.hidden = taken.some((other) => overlap(own, other));
      if (!group.hidden) taken.push(own);
    }
    const strokes = frame.arrows.flatMap((arrow) => arrow.s).filter((stroke) => stroke.h !== "none");
    for (const stroke of strokes.sort((a, b) => b.w - a.w || SURE.indexOf(a.d) - SURE.indexOf(b.d))) {
      stroke.bare = false;
      const fits = HEAD_GAPS.find((gap) => {
        const px = pixels(stroke, gap);
        const room = gap === HEAD_GAP || gap < 0.4 * px.whole[0].distanceTo(px.whole[2]);
        return room && !taken.some((other) => overlap(headBox(px), other));
      });
      stroke.gap = fits || HEAD_GAP;
      stroke.bare = !fits;
      if (fits) taken.push(headBox(pixels(stroke)));
    }
    for (const [n, speck] of specks.entries()) {
      const like = specks.slice(0, n).filter((other) => !other.hidden && other.look === speck.look);
      const near = like.some((other) => place(speck).distanceTo(place(other)) < SPECK);
      const broad = speck.size * map.options.crs.scale(map.getZoom()) > SEEN;
      speck.hidden = !frame.lit.includes(speck.id) && (near || broad);
    }
    return taken;
  }

  const place = (speck) => map.latLngToLayerPoint(speck.at);

  const path = (curve) =>
    `M${curve[0].x},${curve[0].y}Q${curve[1].x},${curve[1].y} ${curve[2].x},${curve[2].y}`;

  function headPath({ end, headed, wings: [a, b] }, open) {
    if (!headed) return "M0 0";
    return open
      ? `M${a.x},${a.y}L${end.x},${end.y}L${b.x},${b.y}`
      : `M${a.x},${a.y}L${end.x},${end.y}L${b.x},${b.y}Z`;
  }

  const Drawn = L.Path.extend({
    initialize(draw, className, interactive) {
      this._draw = draw;
      L.setOptions(this, { className, interactive, fill: true, fillOpacity: 1, renderer: ink, bubblingMouseEvents: false });
    },
    _project() {},
    _update() { if (this._map) this._path.setAttribute("d", this._draw()); },
    _updateStyle() {},
  });

  function draw(drawPath, className, id, tip) {
    const layer = new Drawn(drawPath, className, Boolean(id)).addTo(layers);
    if (id) {
      layer.on("click", () => choose(id));
      hover(layer, () => tip);
      layer.getElement().dataset.id = id;
    }
    return layer;
  }

  /* ---- states ------------------------------------------------------------------- */

  const fillOf = (look) => (window.nato.patterns[look] ? `url(#fill-${look})` : "");

  function patterned(root) {
    // from look.toml, written at the end of the script that is served
    if (root.querySelector("#fills")) return;
    const defs = document.createElementNS(SVG, "defs");
    defs.id = "fills";
    defs.innerHTML = Object.values(window.nato.patterns).join("");
    root.prepend(defs);
  }

  function clear() {
    Object.values(shown.layers).forEach((layer) => layer.remove());
    Object.assign(shown, { area: null, layers: {} });
    layers.clearLayers();
    labelPane.textContent = "";
  }

  function layOut(geo) {
    if (shown.area === frame.area) return;
    clear();
    shown.area = frame.area;
    map.getContainer().classList.toggle("beyond", Boolean(geo.earth));
    if (geo.earth) layerOf("earth", () => L.polygon(geo.earth, { ...PLAIN, interactive: false, className: "earth" }));
    home(geo);
  }

  const PLAIN = { noClip: true, smoothFactor: 0, bubblingMouseEvents: false };

  function layerOf(name, make) {
    // kept from day to day: most states stay as they are
    const layer = shown.layers[name] = shown.layers[name] || make();
    if (!layer._map) layer.addTo(map);
    return layer;
  }

  let homing = false; // fitted to the window, which is no move that another map should follow

  function limit(geo) {
    const fit = map.getBoundsZoom(geo.box, false), wide = map.getBoundsZoom(geo.box.pad(0.04), false);
    map.setMinZoom(Math.min(wide, fit));
    map.setMaxZoom(fit + Math.max(LEAST_STEPS, Math.ceil(Math.log2((geo.box.getEast() - geo.box.getWest()) / NEAREST))));
    map.setMaxBounds(geo.box.pad(0.12));
  }

  function home(geo) {
    homing = true;
    map.setMaxBounds(null);
    map.setMinZoom(-5);
    const fit = map.getBoundsZoom(geo.box, false);
    const near = narrow() && frame.near;
    const focus = near ? L.latLngBounds([near[1], near[0]], [near[3], near[2]]) : geo.box;
    map.setView(focus.getCenter(), Math.max(fit, map.getBoundsZoom(focus, false)), { animate: false });
    limit(geo);
    shown.home = { zoom: map.getZoom(), centre: map.getCenter() };
    homing = false;
  }

  let went = "[]";
  function go(geo) {
    // only when the goal changes: in between the map is the reader's
    const goal = JSON.stringify(frame.to || []);
    if (goal === went) return;
    went = goal;
    if (goal === "[]") { home(geo); return; }
    const [x0, y0, x1, y1] = frame.to;
    const bounds = L.latLngBounds([y0, x0], [y1, x1]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.flyToBounds(bounds, { animate: !still, duration: 0.6 });
    if (still) map.fitBounds(bounds, { animate: false });
  }

  function resized(geo) {
    // fitted anew, unless the reader has moved or zoomed: then the place is the reader's
    const { zoom, centre } = shown.home;
    const moved = map.project(centre, zoom).distanceTo(map.project(map.getCenter(), zoom));
    if (map.getZoom() === zoom && moved < 3) home(geo);
    else limit(geo);
    refresh(geo);
  }

  let parts = [], specks = [], tipsOf = {};
  function index(geo) {
    // what is painted as one shape: a state, ground of it with a name of its own, ground without
    // a state, and last what lies upon a state
    const rest = new Set(Object.keys(geo.units));
    parts = [];
    tipsOf = {};
    const add = (units, state, look, name) => {
      const there = units.filter((unit) => geo.units[unit]);
      if (there.length) parts.push({ units: there.join(" "), unit: there[0], state, look, name });
      there.forEach((unit) => rest.delete(unit));
    };
    const look = {};
    for (const [name, units] of Object.entries(frame.fills)) {
      for (const unit of units.split(" ")) look[unit] = name;
    }
    for (const state of frame.states) {
      const units = (state[3] || state[0]).split(" "); // most are one unit of their own code
      const own = units.filter((unit) => frame.labels[unit]);
      const alike = new Map(); // what has one look is painted as one shape
      for (const unit of units.filter((each) => !own.includes(each))) {
        alike.set(look[unit], [...(alike.get(look[unit]) || []), unit]);
      }
      for (const [name, some] of alike) add(some, state, name);
      for (const unit of own) add([unit], state, look[unit], frame.labels[unit]);
    }
    for (const unit of [...rest]) add([unit], undefined, look[unit], frame.labels[unit]);
    for (const state of frame.over) add(state[3].split(" "), state, "annexed");
    specks = (frame.specks || []).filter(([, unit]) => geo.at[unit]).map(([id, unit, size]) => {
      const { state, name } = parts.find((part) => part.units.split(" ").includes(unit));
      const tip = [name || state[1], frame.says[look[unit]]];
      return { id: `territory:${id}`, unit, size, at: geo.at[unit][0], look: look[unit], tip };
    });
    for (const [text, codes] of frame.tips) {
      for (const code of codes.split(" ")) (tipsOf[code] = tipsOf[code] || []).push(text);
    }
  }

  const unitsOf = (code) => parts.filter((part) => part.state && part.state[0] === code).map((part) => part.units).join(" ");
  const nameOf = (code) => ([...frame.states, ...frame.over].find((state) => state[0] === code) || [code, code])[1];
  const stateTip = (code, head = nameOf(code)) => [head, ...(tipsOf[code] || [])];

  function tipOf(id) {
    const drawn = [...frame.arrows, ...frame.groups, ...frame.points, ...specks].find((thing) => thing.id === id);
    return drawn ? drawn.tip : stateTip(id.replace("country:", ""));
  }

  function stateLayer(geo, units) {
    return layerOf(units, () => {
      const layer = L.polygon(geo.outline(units), { ...PLAIN, className: "unit" });
      layer.on("click", () => { if (layer.part.state) choose(`country:${layer.part.state[0]}`); });
      hover(layer, () => {
        const { state, name, look } = layer.part, says = (frame.says || {})[look];
        return [...(state ? stateTip(state[0], name) : [name || frame.unknown]), ...(says ? [says] : [])];
      });
      return layer;
    });
  }

  function paintStates(geo) {
    const used = new Set(["earth"]);
    for (const part of parts) {
      const layer = stateLayer(geo, part.units), shape = layer.getElement();
      layer.part = part;
      used.add(part.units);
      const { state, look = "pale" } = part, code = state && state[0];
      const lit = frame.lit.includes(`country:${code}`) || frame.lit.includes(`unit:${part.unit}`);
      const dim = frame.only && code !== frame.only && !lit;
      shape.dataset.unit = part.unit;
      shape.setAttribute("class", `leaflet-interactive unit ${look}${lit ? " lit" : ""}${dim ? " dim" : ""}`);
      shape.style.fill = fillOf(look);
      if (lit || look === "annexed") layer.bringToFront();
    }
    for (const [id, one, other] of frame.borders) {
      const [units, others] = [unitsOf(one), unitsOf(other)], name = `${id}|${units}|${others}`;
      const layer = layerOf(name, () => {
        const made = L.polyline(geo.shared(units, others), { ...PLAIN, className: "border" });
        made.on("click", () => choose(made.border[0] ? `border:${made.border[0]}` : `country:${one}`));
        hover(made, () => [made.border.slice(1).map(nameOf).join(" – ")]);
        return made;
      });
      layer.border = [id, one, other];
      layer.bringToFront();
      used.add(name);
      const lit = frame.lit.includes(`border:${id}`), line = layer.getElement();
      line.setAttribute("class", `leaflet-interactive border${lit ? " lit" : ""}`);
      line.dataset.id = id ? `border:${id}` : `country:${one}`;
    }
    for (const [name, layer] of Object.entries(shown.layers)) if (!used.has(name)) layer.remove();
    patterned(map.getRenderer(shown.layers[parts[0].units])._container);
  }

  /* ---- arrows and marks ---------------------------------------------------------- */

  function paintMarks() {
    layers.clearLayers();
    settle();
    const anyLit = frame.arrows.some((arrow) => frame.lit.includes(arrow.id));
    for (const arrow of frame.arrows) {
      const faint = anyLit && !frame.lit.includes(arrow.id) ? " faint" : "";
      for (const stroke of arrow.s) {
        stroke.stem = arrow.s[0] !== stroke && arrow.s[0].h === "none";
        const body = draw(() => path(pixels(stroke).body), `arrow ${stroke.d}${faint}`);
        const { width } = pixels(stroke);
        body.getElement().style.strokeWidth = `${width + (arrow.own ? OWN_EDGE : 0)}px`;
        if (arrow.own) {
          const core = draw(() => path(pixels(stroke).body), `arrow core${faint}`);
          core.getElement().style.strokeWidth = `${width}px`;
        }
        if (stroke.h !== "none") {
          draw(() => headPath(pixels(stroke), stroke.h === "open"), `head ${stroke.h}${faint}`);
        }
        draw(() => path(pixels(stroke).visible), "hit", arrow.id, arrow.tip);
      }
    }
    for (const group of frame.groups) {
      const lit = frame.lit.includes(group.id) ? " lit" : "";
      const diamond = () => {
        const { x, y } = point(...group.at), r = markSize();
        if (group.hidden) return "M0 0";
        return `M${x - r},${y}L${x},${y - r}L${x + r},${y}L${x},${y + r}Z`;
      };
      draw(diamond, `group${lit}`, group.id, group.tip);
    }
    const disc = ({ x, y }, r) => `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
    for (const speck of specks) {
      const lit = frame.lit.includes(speck.id) ? " lit" : "";
      const drawn = () => (speck.hidden ? "M0 0" : disc(place(speck), SPECK));
      draw(drawn, `speck ${speck.look}${lit}`, speck.id, speck.tip);
    }
    for (const { id, at, tip } of frame.points) {
      const ring = () => disc(point(...at), POINT);
      draw(ring, `point${frame.lit.includes(id) ? " lit" : ""}`, id, tip);
    }
  }

  /* ---- labels -------------------------------------------------------------------- */

  function wanted(geo) {
    const list = [];
    const add = (kind, text, id, rank, more) =>
      list.push({ kind, text, id, rank, lit: frame.lit.includes(id), ...more });
    const beside = ({ x, y }) => BESIDE.map((dy) => L.point(x, y + dy));
    const middles = (unit) => (geo.at[unit] || []).map((latlng) => map.latLngToLayerPoint(latlng));
    const named = new Set(); // a state is named on the first of its shapes
    for (const { units, unit, state, name: own } of parts) {
      if (!(state || own) || (!own && named.has(state))) continue;
      if (!own) named.add(state);
      const [code, name, rank] = state || [], points = middles(unit);
      const bounds = shown.layers[units]._pxBounds;
      const broad = bounds ? bounds.max.x - bounds.min.x : 0;
      const speck = specks.find((each) => each.unit === unit && !each.hidden);
      if (!own && rank >= 5 && broad < 5 * name.length && !speck) continue; // a small neighbour's name would lie on others
      if (!points.length) continue;
      const id = speck ? speck.id : `country:${code}`;
      if (speck) add("state unit-name", own || name, id, frame.own, { points: beside(points[0]) });
      else if (own) add("state unit-name", own, id, frame.own, { points });
      else add(`state rank${rank}`, name, `country:${code}`, rank, { points });
    }
    for (const { id, at, name } of frame.points) {
      add("state rank5", name, id, 4, { points: beside(point(...at)) });
    }
    for (const { id, s, label, n, from } of frame.arrows) {
      const named = s[0].h === "none" ? s.slice(0, 1) : s; // a stem carries the number
      const curves = named.map((stroke) => { const { visible } = pixels(stroke); return (t) => on(visible, t); });
      add("arrow-label", label, id, 1.5, { number: n, curves, steps: frame.at });
      if (from) add("from", from.text, id, 2.5, { curves: curves.slice(0, 1), steps: STARTS, start: true });
    }
    return list;
  }

  function room() {
    const origin = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    const view = [origin.x + 2, origin.y + 2, origin.x + size.x - 2, origin.y + size.y - 2];
    const taken = frame.groups.filter((group) => !group.hidden).map(markBox), dots = [];
    taken.push(...specks.filter((speck) => !speck.hidden).map((speck) => box([place(speck)], SPECK)));
    const c = map.zoomControl.getContainer().getBoundingClientRect();
    const m = map.getContainer().getBoundingClientRect();
    const x = origin.x + c.left - m.left, y = origin.y + c.top - m.top;
    taken.push([x - 3, y - 3, x + c.width + 3, y + c.height + 3]);
    for (const arrow of frame.arrows) for (const stroke of arrow.s) {
      const px = pixels(stroke);
      if (px.headed) taken.push(headBox(px));
      const count = Math.max(8, Math.ceil(px.visible[0].distanceTo(px.visible[2]) / 7));
      for (let i = 0; i <= count; i += 1) dots.push([on(px.visible, i / count), arrow.id, px.width / 2]);
    }
    return { view, taken, dots };
  }

  const placeLabels = (geo) => labels.place(labelPane, wanted(geo), room(), narrow());

  function refresh(geo) {
    settle();
    layers.eachLayer((layer) => layer._update());
    placeLabels(geo);
  }

  /* ---- the two calls from Python -------------------------------------------------- */

  function start(leafletMap, addresses) {
    map = leafletMap;
    files = addresses;
    // Leaflet rounds to whole pixels: on a fine screen coasts become stairs
    map.latLngToLayerPoint = (latlng) => {
      const p = map.project(L.latLng(latlng))._subtract(map.getPixelOrigin());
      return L.point(Math.round(p.x * 10) / 10, Math.round(p.y * 10) / 10);
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) map._zoomAnimated = false;
    const box = map.getContainer();
    play = window.player(box, { draw: drawDay, rest: restOn });
    follow = window.inStep(map, () => !homing && shown.home && shown.area);
    message = element("p", "message");
    message.hidden = true;
    message.setAttribute("role", "alert");
    box.append(message);
    map.createPane("ink").style.zIndex = 450;
    ink = L.svg({ pane: "ink", padding: 0.5 });
    layers = L.layerGroup().addTo(map);
    labelPane = map.createPane("names");
    labelPane.style.zIndex = 620;
    const whenThere = (act) => { if (frame && shown.area === frame.area) loaded[frame.area].then(act, () => {}); };
    map.on("zoomstart", () => labelPane.classList.add("away"));
    map.on("moveend", () => { labelPane.classList.remove("away"); whenThere(refresh); });
    map.on("resize", () => whenThere(resized));
    // streamlit-folium sets the height that Python gave at each frame; the width decides it here,
    // and it is told once: Streamlit weighs every message of a frame anew
    const setHeight = window.Streamlit.setFrameHeight;
    let told = 0;
    window.Streamlit.setFrameHeight = () => {
      const whole = high() + play.height();
      if (told !== whole) setHeight.call(window.Streamlit, told = whole);
    };
    fitFrame();
    window.addEventListener("resize", fitFrame);
    labelPane.addEventListener("click", (event) => {
      const label = event.target.closest(".label");
      if (label) { event.stopPropagation(); choose(label.dataset.id); }
    });
    // a label stands for what it names, its tooltip too
    hint = L.tooltip({ direction: "top", offset: [0, -8] });
    labelPane.addEventListener("mouseover", (event) => {
      const label = event.target.closest(".label");
      if (!label) return;
      hint.setLatLng(map.mouseEventToLatLng(event)).setContent(lines(tipOf(label.dataset.id))).addTo(map);
    });
    labelPane.addEventListener("mouseout", () => hint.remove());
  }

  function high() {
    // the map keeps its area's shape at every width; on a telephone it is nearly square
    const wide = map.getContainer().clientWidth;
    const shape = frame ? frame.shape : 0.84;
    return Math.round(wide * (wide < NARROW ? Math.max(shape, 0.96) : shape));
  }

  function fitFrame() {
    const box = map.getContainer();
    if (Math.abs(box.clientHeight - high()) >= 2) {
      box.style.height = `${high()}px`;
      map.invalidateSize({ animate: false });
    }
    window.Streamlit.setFrameHeight();
  }

  function put(next, geo) {
    frame = next;
    layOut(geo);
    index(geo);
    paintStates(geo);
    paintMarks();
    placeLabels(geo);
    if (frame.to) go(geo);
    document.documentElement.dataset.painted = frame.id;
  }

  async function drawDay(values, day) {
    // a day of the film: what is no matter of the day stays as Python said last
    const next = { ...resting, ...values, lit: [], to: undefined, id: `film ${day}` };
    const geo = await geometry(next.area);
    if (play.busy()) put(next, geo);
  }

  function restOn(day, date, same) {
    // Python answers with its own frame of the day, unless it has that already
    if (same) paint(resting);
    tell({ day, date });
  }

  async function paint(next) {
    resting = next;
    document.documentElement.dataset.theme = next.theme;
    try {
      const [geo] = await Promise.all([geometry(next.area), styled()]);
      if (resting !== next) return; // a newer frame came while this one was loading
      say("");
      play.offer(next.film);
      if (!play.busy()) frame = next;
      fitFrame();
      if (!play.busy()) put(next, geo);
    } catch (error) {
      console.warn("map:", error);
      if (resting !== next) return;
      clear(); // what was painted before would lie about the view
      delete document.documentElement.dataset.painted;
      say(next.trouble);
    }
  }

  return { start, paint, follow: (...where) => follow && follow(...where) };
})();
