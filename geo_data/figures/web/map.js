/* Paints frames on a Leaflet map. Python has decided what is shown and how it looks; here is
   no rule about the Alliance, only pixels: where a line is cut short, and in labels.js which
   labels fit. */
window.nato = (() => {
  "use strict";

  const { labels } = window, { overlap } = labels;

  const HEAD_GAP = 7; // pixels between an arrowhead and what it points at
  const HEAD_GAPS = [7, 11, 16, 22]; // farther from its end a head would point at something else
  const SURE = ["solid", "dashed", "dotted"]; // the surer arrow has its head first
  const START_GAP = 3;
  const STARTS = [0.06, 0.1, 0.15, 0.2, 0.26, 0.32]; // where along an arrow its origin may be named
  const NARROW = 600; // below this width labels of arrows are numbers alone
  const SVG = "http://www.w3.org/2000/svg";

  let map, files, frame, layers, ink, labelPane, message, hint;
  const loaded = {}; // area -> promise of its geometry
  const shown = { area: null, units: {}, borders: {}, home: null };

  /* ---- geometry ---------------------------------------------------------------- */

  function decode(topology) {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((arc) => {
      let x = 0, y = 0;
      return arc.map(([dx, dy]) => {
        x += dx; y += dy;
        return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
      });
    });
    const line = (indices) => indices.flatMap((i, n) => {
      const points = i < 0 ? arcs[~i].slice().reverse() : arcs[i];
      return n ? points.slice(1) : points;
    });
    const rings = (polygon) => polygon.map(line);
    const units = {}, at = {}, borders = {};
    for (const shape of topology.objects.units.geometries) {
      units[shape.id] = (shape.type === "Polygon" ? [shape.arcs] : shape.arcs || []).map(rings);
      at[shape.id] = ((shape.properties || {}).at || []).map(([x, y]) => L.latLng(y, x));
    }
    for (const shape of topology.objects.borders.geometries) {
      borders[shape.id] = (shape.type === "LineString" ? [shape.arcs] : shape.arcs).map(line);
    }
    const [x0, y0, x1, y1] = topology.frame.box;
    return { units, at, borders, box: L.latLngBounds([y0, x0], [y1, x1]) };
  }

  function geometry(area) {
    // a broken load is forgotten, so that the next frame tries again
    loaded[area] = loaded[area] || fetch(files[area]).then((answer) => {
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok || !type.includes("json")) throw new Error(`${answer.status} ${type}`);
      return answer.json();
    }).then(decode).catch((error) => { delete loaded[area]; throw error; });
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
  function choose(id) {
    clicks += 1; // Python acts on a new number only: an old click must not undo a new filter
    window.Streamlit.setComponentValue({ selected: id, n: clicks });
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
    return taken;
  }

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

  function hatches() {
    const root = map.getRenderer(Object.values(shown.units)[0])._container;
    if (root.querySelector("#hatch")) return;
    const defs = document.createElementNS(SVG, "defs");
    defs.innerHTML =
      '<pattern id="hatch" patternUnits="userSpaceOnUse" width="8" height="8" patternTransform="rotate(45)">' +
      '<rect width="8" height="8" class="hatch-ground"/><rect width="4" height="8" class="hatch-stripe"/></pattern>' +
      '<pattern id="dots" patternUnits="userSpaceOnUse" width="7" height="7">' +
      '<rect width="7" height="7" class="dots-ground"/><circle cx="3.5" cy="3.5" r="1.8" class="hatch-stripe"/></pattern>';
    root.prepend(defs);
  }

  function clear() {
    Object.values(shown.units).forEach((layer) => layer.remove());
    Object.values(shown.borders).forEach((layer) => layer.remove());
    Object.assign(shown, { area: null, units: {}, borders: {} });
    layers.clearLayers();
    labelPane.textContent = "";
  }

  function layOut(geo) {
    if (shown.area === frame.area) return;
    clear();
    shown.area = frame.area;
    for (const [unit, rings] of Object.entries(geo.units)) {
      if (!rings.length) continue;
      const layer = L.polygon(rings, { className: "unit", noClip: true, smoothFactor: 0, bubblingMouseEvents: false }).addTo(map);
      layer.on("click", () => { if (stateOf[unit]) choose(`country:${stateOf[unit][0]}`); });
      hover(layer, () => unitTip(unit));
      layer.getElement().dataset.unit = unit;
      shown.units[unit] = layer;
    }
    for (const [id, parts] of Object.entries(geo.borders)) {
      const layer = L.polyline(parts, { className: "border", noClip: true, smoothFactor: 0, bubblingMouseEvents: false });
      layer.on("click", () => choose(`border:${id}`));
      hover(layer, () => [borderName(id)]);
      shown.borders[id] = layer;
    }
    hatches();
    home(geo);
  }

  function home(geo) {
    const pad = geo.box.pad(0.04);
    map.setMaxBounds(null);
    map.setMinZoom(-5);
    const fit = map.getBoundsZoom(geo.box, false);
    const wide = map.getBoundsZoom(pad, false);
    const near = narrow() && frame.near;
    const focus = near ? L.latLngBounds([near[1], near[0]], [near[3], near[2]]) : geo.box;
    map.setView(focus.getCenter(), Math.max(fit, map.getBoundsZoom(focus, false)), { animate: false });
    map.setMinZoom(Math.min(wide, fit));
    map.setMaxZoom(fit + 4);
    map.setMaxBounds(geo.box.pad(0.12));
    shown.home = { zoom: map.getZoom(), centre: map.getCenter() };
  }

  function resized(geo) {
    // fitted anew, unless the reader has moved or zoomed: then the place is the reader's
    const { zoom, centre } = shown.home;
    const moved = map.project(centre, zoom).distanceTo(map.project(map.getCenter(), zoom));
    if (map.getZoom() === zoom && moved < 3) home(geo);
    refresh(geo);
  }

  let stateOf = {}, tipsOf = {};
  function index() {
    stateOf = {}; tipsOf = {};
    for (const state of frame.states) {
      state[3] = state[3] || state[0]; // most states are one unit of their own code
      for (const unit of state[3].split(" ")) stateOf[unit] = state;
    }
    for (const [text, codes] of frame.tips) {
      for (const code of codes.split(" ")) (tipsOf[code] = tipsOf[code] || []).push(text);
    }
  }

  const stateTip = (code, head = nameOf(code)) => [head, ...(tipsOf[code] || [])];

  function unitTip(unit) {
    const state = stateOf[unit];
    return state ? stateTip(state[0], frame.labels[unit] || state[1]) : [frame.unknown];
  }

  function tipOf(id) {
    const drawn = [...frame.arrows, ...frame.groups].find((thing) => thing.id === id);
    return drawn ? drawn.tip : stateTip(id.replace("country:", ""));
  }

  const nameOf = (code) => (frame.states.find((state) => state[0] === code) || [code, code])[1];
  const borderName = (id) => id.split("-").map(nameOf).join(" – ");

  function paintStates() {
    const look = {};
    for (const [name, units] of Object.entries(frame.fills)) {
      for (const unit of units.split(" ")) look[unit] = name;
    }
    for (const [unit, layer] of Object.entries(shown.units)) {
      const name = look[unit] || "pale", shape = layer.getElement();
      const code = stateOf[unit] && stateOf[unit][0];
      const lit = frame.lit.includes(`country:${code}`);
      const dim = frame.only && code !== frame.only && !lit;
      shape.setAttribute("class", `leaflet-interactive unit ${name}${lit ? " lit" : ""}${dim ? " dim" : ""}`);
      shape.style.fill = name === "asked-record" ? "url(#hatch)" : name === "asked-article" ? "url(#dots)" : "";
      if (lit) layer.bringToFront();
    }
    for (const [id, layer] of Object.entries(shown.borders)) {
      if (!frame.borders.includes(id)) { layer.remove(); continue; }
      layer.addTo(map).bringToFront();
      const lit = frame.lit.includes(`border:${id}`);
      layer.getElement().setAttribute("class", `leaflet-interactive border${lit ? " lit" : ""}`);
      layer.getElement().dataset.id = `border:${id}`;
    }
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
        body.getElement().style.strokeWidth = `${pixels(stroke).width}px`;
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
  }

  /* ---- labels -------------------------------------------------------------------- */

  function wanted(geo) {
    const list = [];
    const add = (kind, text, id, rank, more) =>
      list.push({ kind, text, id, rank, lit: frame.lit.includes(id), ...more });
    const middles = (unit) => (geo.at[unit] || []).map((latlng) => map.latLngToLayerPoint(latlng));
    for (const [code, name, rank, units] of frame.states) {
      const [unit] = units.split(" "), points = middles(unit);
      const bounds = shown.units[unit] && shown.units[unit]._pxBounds;
      const broad = bounds ? bounds.max.x - bounds.min.x : 0;
      if (rank >= 5 && broad < 5 * name.length) continue; // a small neighbour's name would lie on others
      if (points.length) add(`state rank${rank}`, name, `country:${code}`, rank, { points });
    }
    for (const [unit, name] of Object.entries(frame.labels)) {
      const points = middles(unit), [code] = stateOf[unit] || [];
      if (points.length) add("state unit-name", name, `country:${code}`, 2, { points });
    }
    for (const { id, s, label, n, from } of frame.arrows) {
      const named = s[0].h === "none" ? s.slice(0, 1) : s; // a stem carries the number
      const curves = named.map((stroke) => { const { visible } = pixels(stroke); return (t) => on(visible, t); });
      add("arrow-label", label, id, 1.5, { number: n, curves, steps: frame.at });
      if (from) add("from", from.text, id, 2.5, { curves: curves.slice(0, 1), steps: STARTS, start: true });
    }
    return list;
  }

  function ground() {
    const origin = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    const view = [origin.x + 2, origin.y + 2, origin.x + size.x - 2, origin.y + size.y - 2];
    const taken = frame.groups.filter((group) => !group.hidden).map(markBox), dots = [];
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

  const placeLabels = (geo) => labels.place(labelPane, wanted(geo), ground(), narrow());

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
      if (told !== high()) setHeight.call(window.Streamlit, told = high());
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

  async function paint(next) {
    frame = next;
    document.documentElement.dataset.theme = frame.theme;
    index();
    try {
      const [geo] = await Promise.all([geometry(frame.area), styled()]);
      if (frame !== next) return; // a newer frame came while this one was loading
      say("");
      fitFrame();
      layOut(geo);
      paintStates();
      paintMarks();
      placeLabels(geo);
      document.documentElement.dataset.painted = frame.id;
    } catch (error) {
      console.warn("map:", error);
      if (frame !== next) return;
      clear(); // what was painted before would lie about the view
      delete document.documentElement.dataset.painted;
      say(frame.trouble);
    }
  }

  return { start, paint };
})();
