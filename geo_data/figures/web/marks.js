/* Arrows and marks on a Leaflet map: a line is cut short before what it points at, and a head or a
   mark that has no room at this zoom is left out. */

import { around, overlap } from "./boxes.js";
import {
  NOTHING,
  along,
  arrow,
  curvePath,
  diamondPath,
  discPath,
  distance,
  headPath,
} from "./curves.js";
import { Ground } from "./ground.js";
import { arrows, naming, sizes } from "./look.js";

/** Whether a map has thinner lines, and numbers alone as labels of arrows. */
export const narrow = (map) => map.getSize().x < sizes.narrow;

const Drawn = L.Path.extend({
  initialize(path, className, interactive, renderer) {
    this.path = path;
    const style = { fill: true, fillOpacity: 1, bubblingMouseEvents: false };
    L.setOptions(this, { ...style, className, interactive, renderer });
  },
  _project() {},
  _update() {
    if (this._map) this._path.setAttribute("d", this.path());
  },
  _updateStyle() {},
});

/**
 * @param {L.Map} map
 * @param {{ choose: (id: string) => void, hover: (layer: L.Layer, tip: () => string[]) => void }} on
 */
export function drawMarks(map, { choose, hover }) {
  map.createPane("ink").style.zIndex = 450;
  const ink = L.svg({ pane: "ink", padding: 0.5 });
  const layers = L.layerGroup().addTo(map);
  /** @type {import("./scene.js").Scene} */
  let scene = null;

  const point = ([x, y]) => map.latLngToLayerPoint([y, x]);
  const place = (speck) => map.latLngToLayerPoint(speck.at);
  const radius = () => sizes.group[Number(narrow(map))];
  const markBox = (group) => around([point(group.at)], radius() + 1);
  const headBox = ({ end, wings }) => around([end, ...wings], arrows.clear);
  const lit = ({ id }) => (scene.lit.has(id) ? " lit" : "");

  /* ---- whose ground is where ---------------------------------------------------------- */

  let known = null; // the grid of the last view: most days change nothing of it
  let knownOf = "";

  function ground() {
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const name = [scene.area, map.getZoom(), x, y, size.x, size.y, map.getPixelOrigin()].join("|");
    if (name !== knownOf) {
      const line = (points) => points.map(([v, u]) => point([u, v]));
      known = new Ground([x, y, x + size.x, y + size.y], scene.ground.pixels(line), scene.ground.earth && line(scene.ground.earth));
      knownOf = name;
    }
    return known;
  }

  /* ---- what has room at this zoom ---------------------------------------------------- */

  function settle() {
    // marks first, then heads: a head that would lie on something ends earlier on its way
    const taken = [];
    const free = (box) => !taken.some((other) => overlap(box, other));
    for (const group of scene.groups) {
      const own = markBox(group);
      group.hidden = !free(own);
      if (!group.hidden) taken.push(own);
    }
    const how = { narrow: narrow(map) };
    for (const stroke of scene.arrows.flatMap((each) => each.strokes)) {
      stroke.whole = stroke.points.map(point);
      stroke.drawn = arrow(stroke.whole, stroke, { ...how, stem: stroke.stem });
    }
    for (const stroke of scene.headed()) {
      const { whole, stem } = stroke;
      const reach = distance(whole[0], whole[2]);
      const gaps = arrows.gaps.filter((gap, n) => n === 0 || gap < arrows.share * reach);
      const tried = gaps.map((gap) => arrow(whole, stroke, { ...how, gap, stem }));
      const fitting = tried.find((made) => free(headBox(made)));
      stroke.drawn = fitting || arrow(whole, stroke, { ...how, stem, bare: true });
      if (fitting) taken.push(headBox(fitting));
    }
    const scale = map.options.crs.scale(map.getZoom());
    const shown = [];
    for (const speck of scene.specks) {
      const like = shown.filter(({ look }) => look === speck.look);
      const near = like.some((other) => distance(place(speck), place(other)) < sizes.speck);
      speck.hidden = !scene.lit.has(speck.id) && (near || speck.size * scale > sizes.seen);
      if (!speck.hidden) shown.push(speck);
    }
  }

  /** Anew after the map has moved. */
  function refresh() {
    settle();
    layers.eachLayer((layer) => layer._update());
  }

  /** What names keep clear of: boxes `taken`, and `dots` [point, id, radius] along the arrows. */
  function inTheWay() {
    const taken = scene.groups.filter(({ hidden }) => !hidden).map(markBox);
    const discs = scene.specks.filter(({ hidden }) => !hidden);
    taken.push(...discs.map((speck) => around([place(speck)], sizes.speck)));
    const dots = [];
    for (const { id, strokes } of scene.arrows) {
      for (const { drawn } of strokes) {
        const { visible, headed, width } = drawn;
        if (headed) taken.push(headBox(drawn));
        const count = Math.max(8, Math.ceil(distance(visible[0], visible[2]) / naming.dots));
        for (let i = 0; i <= count; i += 1) dots.push([along(visible, i / count), id, width / 2]);
      }
    }
    return { taken, dots };
  }

  /* ---- what is drawn ----------------------------------------------------------------- */

  function add(path, className, thing = undefined) {
    const layer = new Drawn(path, className, Boolean(thing), ink).addTo(layers);
    if (thing) {
      layer.on("click", () => choose(thing.id));
      hover(layer, () => thing.tip);
      layer.getElement().dataset.id = thing.id;
    }
    return layer.getElement();
  }

  function addStroke(stroke, whose, faint) {
    const open = stroke.head === "open";
    const body = () => curvePath(stroke.drawn.body);
    const { width } = stroke.drawn;
    const edge = whose.own ? arrows["own-edge"] : 0;
    add(body, `arrow ${stroke.dash}${faint}`).style.strokeWidth = `${width + edge}px`;
    if (whose.own) add(body, `arrow core${faint}`).style.strokeWidth = `${width}px`;
    if (stroke.head !== "none") {
      add(() => headPath(stroke.drawn, open), `head ${stroke.head}${faint}`);
    }
    add(() => curvePath(stroke.drawn.visible), "hit", whose);
  }

  function paint(next) {
    scene = next;
    layers.clearLayers();
    settle();
    const focused = scene.arrows.some(lit);
    for (const each of scene.arrows) {
      const faint = focused && !lit(each) ? " faint" : "";
      for (const stroke of each.strokes) addStroke(stroke, each, faint);
    }
    for (const group of scene.groups) {
      const diamond = () => (group.hidden ? NOTHING : diamondPath(point(group.at), radius()));
      add(diamond, `group${lit(group)}`, group);
    }
    for (const speck of scene.specks) {
      const disc = () => (speck.hidden ? NOTHING : discPath(place(speck), sizes.speck));
      add(disc, `speck ${speck.look}${lit(speck)}`, speck);
    }
    for (const each of scene.points) {
      add(() => discPath(point(each.at), sizes.point), `point${lit(each)}`, each);
    }
  }

  return { paint, refresh, inTheWay, ground, clear: () => layers.clearLayers(), point };
}
