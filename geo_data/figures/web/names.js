/* Which names a map shows, and the room that they have: labels.js then finds where each stands. */

import { inside } from "./boxes.js";
import { along } from "./curves.js";
import { element } from "./dom.js";
import { write } from "./labels.js";
import { arrows, far, naming, words } from "./look.js";
import { narrow } from "./marks.js";

const [EDGE] = naming.edge; // pixels within the map's edge
const { ranks } = naming;
const BUTTONS = 3; // pixels about its buttons

/**
 * @param {L.Map} map
 * @param {ReturnType<typeof import("./states.js").drawStates>} states
 * @param {ReturnType<typeof import("./marks.js").drawMarks>} marks
 * @param {(id: string) => void} choose
 */
export function drawNames(map, states, marks, choose) {
  const pane = map.createPane("names");
  pane.style.zIndex = 620;

  const beside = ({ x, y }) => [naming.beside, -naming.beside].map((dy) => ({ x, y: y + dy }));

  function ofStates(scene, view, ground) {
    const found = [];
    const named = new Set(); // a state is named on the first of its shapes
    for (const { units, unit, state, name: own } of scene.parts) {
      if (!(state || own) || (!own && named.has(state))) continue;
      if (!own) named.add(state);
      const speck = scene.specks.find((each) => each.unit === unit && !each.hidden);
      const quiet = Boolean(own || speck);
      const text = own || state.name;
      const away = !state && far[unit];
      const rank = away ? ranks.far : quiet ? scene.ownRank : state.rank;
      const small = (away || !quiet) && rank >= naming.small; // its name would not be worth a line
      if (small && states.breadth(units) < naming.broad[Number(rank > naming.small)] * text.length)
        continue;
      const middles = scene.ground.at[unit].map((latlng) => map.latLngToLayerPoint(latlng));
      if (!middles.length) continue;
      const points = speck ? beside(middles[0]) : middles;
      const id = speck?.id || (away ? `unit:${unit}` : `country:${state?.code}`);
      const kind = `state ${quiet ? "unit-name" : `rank${rank}`}`;
      const land = speck ? undefined : ground.of(unit, own ? [unit] : scene.allOf(state.code));
      if (land && !land.cells && !inside(middles[0], view)) continue; // it is out of sight
      found.push({ kind, text, id, rank, points, land });
    }
    for (const { id, at, name } of scene.points) {
      const points = beside(marks.point(at));
      found.push({ kind: "state rank5", text: name, id, rank: ranks.point, points });
    }
    for (const { id, at, name } of scene.news.filter((each) => each.name && !each.hidden)) {
      const points = beside(marks.point(at));
      found.push({ kind: "state rank5", text: name, id, rank: ranks.news, points });
    }
    return found;
  }

  function ofArrows(scene) {
    const shown = scene.arrows.map((each) => ({
      ...each,
      strokes: each.strokes.filter(({ hidden }) => !hidden),
    }));
    return shown.flatMap(({ id, strokes, label, number, origin }) => {
      if (!strokes.length) return [];
      const [first] = strokes;
      const named = first.head === "none" ? [first] : strokes; // a trunk carries the number
      const curves = named.map(
        ({ drawn }) =>
          (t) =>
            along(drawn.visible, t),
      );
      const steps = arrows.along;
      const own = { kind: "arrow-label", rank: ranks.move };
      const found = [{ ...own, text: label, id, number, curves, steps }];
      if (origin) {
        const start = { curves: curves.slice(0, 1), steps: arrows.beginning, start: true };
        found.push({ kind: "from", text: origin.text, id, rank: ranks.origin, ...start });
      }
      return found;
    });
  }

  function sight() {
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    return [x + EDGE, y + EDGE, x + size.x - EDGE, y + size.y - EDGE];
  }

  function room(view) {
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    const { taken, dots } = marks.inTheWay();
    const outer = map.getContainer().getBoundingClientRect();
    const inner = map.zoomControl.getContainer().getBoundingClientRect();
    const left = x + inner.left - outer.left - BUTTONS;
    const top = y + inner.top - outer.top - BUTTONS;
    if (!told.hidden) {
      const note = told.getBoundingClientRect();
      const [noteX, noteY] = [x + note.left - outer.left, y + note.top - outer.top];
      taken.push([noteX, noteY, noteX + note.width, noteY + note.height]);
    }
    taken.push([left, top, left + inner.width + 2 * BUTTONS, top + inner.height + 2 * BUTTONS]);
    return { view, taken, dots };
  }

  /* ---- what is not drawn, told below -------------------------------------------------- */

  const told = element("p", "undrawn", "", map.getContainer());
  told.hidden = true;

  function tell(says, moves) {
    if (!moves.length) return;
    element("span", "", says, told);
    for (const { id, number, where } of moves) {
      const made = element("span", "move", "", told);
      made.dataset.id = id;
      const key = element("b", "number", number, made);
      element("span", "heard", ". ", key);
      if (where) made.append(where);
    }
  }

  function below() {
    const { quiet, lost } = marks.undrawn();
    told.textContent = "";
    tell(words.undrawn, lost);
    tell(words.quiet, quiet);
    told.hidden = !told.childElementCount;
  }

  const pointed = (event) => event.target.closest(".move")?.dataset.id || "";
  for (const [name, act] of [
    ["click", (id) => id && choose(id)],
    ["mouseover", (id) => marks.show(id)],
    ["mouseout", () => marks.show("")],
  ]) {
    told.addEventListener(name, (event) => {
      event.stopPropagation();
      act(pointed(event));
    });
  }

  function paint(scene) {
    below();
    const view = sight();
    const ground = marks.ground();
    const items = [...ofStates(scene, view, ground), ...ofArrows(scene)];
    const focused = scene.arrows.some(({ id }) => scene.lit.has(id));
    for (const item of items) {
      item.lit = scene.lit.has(item.id);
      item.faint = focused && !item.lit && Boolean(item.curves); // as its arrow
    }
    items.sort((a, b) => (b.land?.cells || 0) - (a.land?.cells || 0)); // of one rank the largest
    write(pane, items, { ...room(view), ground }, narrow(map));
  }

  return {
    paint,
    pane,
    clear() {
      pane.textContent = "";
    },
  };
}
