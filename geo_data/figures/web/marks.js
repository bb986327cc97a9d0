/* Arrows and marks on a Leaflet map: a line is cut short before what it points at, and a head or a
   mark that has no room at this zoom is left out. */

import { around, overlap } from "./boxes.js";
import {
  NOTHING,
  along,
  arrow,
  bentBy,
  curvePath,
  diamondPath,
  discPath,
  distance,
  gapsOf,
  headPath,
  wedgePath,
} from "./curves.js";
import { Ground } from "./ground.js";
import { arrows, naming, sizes } from "./look.js";

const NEAR = naming.ground.cell / 2; // pixels

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
  const high = () => sizes.news[Number(narrow(map))];
  /** The middle of a wedge, and how far it reaches from there. */
  const wedgeRoom = ({ at }) => {
    const { x, y } = point(at);
    return [{ x, y: y - high() * 0.7 }, high() * 0.8];
  };
  const wedgeBox = (each) => {
    const [middle, reach] = wedgeRoom(each);
    return around([middle], reach + 1);
  };
  const headBox = ({ end, wings }) => around([end, ...wings], arrows.clear);
  const lit = ({ id }) => (scene.lit.has(id) ? " lit" : "");

  let hovered = ""; // a quiet arrow that the reader points at

  /** What is not drawn: moves that wait until they are chosen, and those that cannot be drawn. */
  function undrawn() {
    const quiet = scene.arrows.filter(({ hidden }) => hidden);
    const lost = scene.arrows.flatMap(({ id, number, hidden, strokes }) => {
      const legs = strokes.filter(({ head }) => head !== "none");
      const gone = hidden ? [] : legs.filter((stroke) => stroke.hidden);
      if (!gone.length) return [];
      const where = gone.length < legs.length ? gone.map(({ to }) => scene.nameOf(to)) : [];
      return [{ id, number, where: [...new Set(where)].join(", ") }];
    });
    return { quiet, lost: [...scene.wayless, ...lost] };
  }

  /** Draws a quiet arrow as long as the reader points at it. */
  function show(id) {
    hovered = id;
    settle();
    layers.eachLayer((layer) => layer._update());
  }

  /* ---- whose ground is where ---------------------------------------------------------- */

  let known = null; // the grid of the last view: most days change nothing of it
  let knownOf = "";

  function ground() {
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const name = [scene.area, map.getZoom(), x, y, size.x, size.y, map.getPixelOrigin()].join("|");
    if (name !== knownOf) {
      const line = (points) => points.map(([v, u]) => point([u, v]));
      known = new Ground(
        [x, y, x + size.x, y + size.y],
        scene.ground.pixels(line),
        scene.ground.earth && line(scene.ground.earth),
      );
      knownOf = name;
    }
    return known;
  }

  /* ---- what has room at this zoom ---------------------------------------------------- */

  // cells are coarser than a border
  const about = ({ x, y }) =>
    [-1, 1].flatMap((dx) => [-1, 1].map((dy) => ({ x: x + dx * NEAR, y: y + dy * NEAR })));

  /** A stroke with its head where it may be: nothing below it, and in no third country. */
  function fitting(stroke, { narrow: slim }, free) {
    const land = ground();
    const { mine } = land.of(stroke.to, scene.allOf(stroke.to));
    const ways = stroke.stem ? arrows.bends.filter((times) => times > 0) : arrows.bends;
    let second = null;
    for (const times of ways) {
      const whole = bentBy(stroke.whole, times);
      for (const gap of gapsOf(stroke)) {
        const made = arrow(whole, stroke, { narrow: slim, gap, stem: stroke.stem });
        if (!free(headBox(made)) || about(made.end).some((p) => land.foreign(p, mine))) continue;
        if (![...made.wings, made.body[2]].some((p) => land.foreign(p, mine))) return made;
        second ??= made;
      }
    }
    return second;
  }

  function settle() {
    // marks first, then heads: a head that would lie on something ends earlier on its way
    const taken = [];
    const free = (box) => !taken.some((other) => overlap(box, other));
    for (const each of scene.news) {
      const own = wedgeBox(each);
      each.hidden = !free(own);
      if (!each.hidden) taken.push(own);
    }
    for (const group of scene.groups) {
      const own = markBox(group);
      group.hidden = !free(own);
      if (!group.hidden) taken.push(own);
    }
    const how = { narrow: narrow(map) };
    for (const each of scene.arrows) {
      each.hidden = Boolean(each.quiet) && !scene.lit.has(each.id) && hovered !== each.id;
      for (const stroke of each.strokes) {
        stroke.whole = stroke.points.map(point);
        stroke.drawn = arrow(stroke.whole, stroke, { ...how, stem: stroke.stem });
        stroke.hidden = each.hidden;
      }
    }
    for (const stroke of scene.headed().filter(({ hidden }) => !hidden)) {
      const made = fitting(stroke, how, free);
      stroke.hidden = !made;
      if (!made) continue;
      stroke.drawn = made;
      taken.push(headBox(made));
    }
    for (const { strokes } of scene.arrows) {
      // a stem without a branch would point at nothing
      const [first, ...rest] = strokes;
      if (first.head === "none") first.hidden = rest.every(({ hidden }) => hidden);
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
    const dots = []; // a name that must be read would rather lie on one than be left out
    for (const each of scene.news.filter(({ hidden }) => !hidden)) {
      const [middle, reach] = wedgeRoom(each);
      dots.push([middle, each.id, reach]);
    }
    for (const { id, strokes } of scene.arrows) {
      for (const { drawn } of strokes.filter(({ hidden }) => !hidden)) {
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
    // from its head backwards: a dash ends at it
    const body = () => (stroke.hidden ? NOTHING : curvePath([...stroke.drawn.body].reverse()));
    const { width } = stroke.drawn;
    const edge = whose.own ? arrows["own-edge"] : 0;
    add(body, `arrow ${stroke.dash}${faint}`).style.strokeWidth = `${width + edge}px`;
    if (whose.own) add(body, `arrow core${faint}`).style.strokeWidth = `${width}px`;
    if (stroke.head !== "none") {
      add(
        () => (stroke.hidden ? NOTHING : headPath(stroke.drawn, open)),
        `head ${stroke.head}${faint}`,
      );
    }
    add(() => (stroke.hidden ? NOTHING : curvePath(stroke.drawn.visible)), "hit", whose);
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
    // what is no act of the Alliance lies below its marks
    for (const each of scene.contexts) {
      add(() => diamondPath(point(each.at), sizes.context), `context${lit(each)}`, each);
    }
    for (const group of scene.groups) {
      const diamond = () => (group.hidden ? NOTHING : diamondPath(point(group.at), radius()));
      add(diamond, `group${lit(group)}`, group);
    }
    for (const speck of scene.specks) {
      const disc = () => (speck.hidden ? NOTHING : discPath(place(speck), sizes.speck));
      add(disc, `speck ${speck.look}${lit(speck)}`, speck);
    }
    for (const each of scene.news) {
      const wedge = () => (each.hidden ? NOTHING : wedgePath(point(each.at), high()));
      add(wedge, `news${lit(each)}`, each);
    }
    for (const each of scene.points) {
      add(() => discPath(point(each.at), sizes.point), `point${lit(each)}`, each);
    }
  }

  return {
    paint,
    refresh,
    inTheWay,
    ground,
    undrawn,
    show,
    clear: () => layers.clearLayers(),
    point,
  };
}
