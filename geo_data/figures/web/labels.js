/* Room for labels: the most important first, none over another, over an arrowhead or over a mark.
   Knows pixels alone.

   A label is { kind, text, id, rank, lit } with either `points`, where it may stand (the first is
   the middle of what it names), or `curves`, functions of 0..1 that it may stand beside, with
   `steps`, where along them; `number` is its key to the list. `sizes` are its forms with the
   width and height that each would have. */

import { inside, overlap, within } from "./boxes.js";
import { element } from "./dom.js";
import { naming } from "./look.js";

const { key: KEY, small: SMALL, costs } = naming;
const [BESIDE, ABOVE] = naming.around; // pixels about a label that are its own

/* ---- where it may stand: centres in pixels, each with a cost -------------------------- */

function beside(curve, steps, c, w, h) {
  return steps.flatMap((t, n) => {
    const p = curve(t);
    const q = curve(Math.min(1, t + 0.02));
    const reach = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const nx = (p.y - q.y) / reach;
    const ny = (q.x - p.x) / reach;
    const off = (Math.abs(nx) * w) / 2 + (Math.abs(ny) * h) / 2 + 4;
    const sides = [1, -1, 1.7, -1.7].map((side) => [
      p.x + nx * off * side,
      p.y + ny * off * side,
      n + 2 * c + 9 * (Math.abs(side) - 1),
    ]);
    return [...sides, [p.x, p.y, n + 2 * c + 6]];
  });
}

function near({ points, rank }, w, h) {
  const [{ x, y }] = points;
  const { gap, share, close, far, aside, cost, slope } = naming.near;
  const upon = points.map((p, n) => [p.x, p.y, n]);
  const ways = [...close];
  if (h <= naming["one-line"] || rank < KEY) ways.push(...far);
  if (rank <= KEY) ways.push(...aside);
  const about = ways.map(([side, more, up]) => {
    const dx = side * (w / 2 + gap + more);
    return [x + dx, y + up * (share * h), cost + Math.abs(dx) / slope];
  });
  return [...upon, ...about];
}

/** Where a label of some width and height may stand: [x, y, cost] of its middle, in order. */
export const places = (item, w, h) =>
  item.curves
    ? item.curves.flatMap((curve, c) => beside(curve, item.steps, c, w, h))
    : near(item, w, h);

/* ---- the choice ----------------------------------------------------------------------- */

function crossings(box, item, dots) {
  let other = 0;
  let own = 0;
  for (const [p, id, r] of dots) {
    if (!inside(p, box, r)) continue;
    if (id === item.id) own += 1;
    else other += 1;
  }
  return costs.crossing[item.curves ? 1 : 0] * other + own;
}

/** A spot { form, box, x, y } for each label in turn; one for which there is none is left out. */
function arrange(items, { view, taken: fixed, dots }) {
  const taken = [...fixed];
  const spots = new Map();
  const owners = items.filter((item) => item.points && item.rank <= KEY);
  // a name upon the middle of something else reads as that one's name
  const misleads = (box, own) =>
    owners.some((item) => item.id !== own.id && inside(item.points[0], box));
  for (const item of items) {
    let best = null;
    for (const [form, [w, h]] of item.sizes) {
      for (const [x, y, cost] of places(item, w, h)) {
        if (best && cost >= best.total) continue;
        const [dx, dy] = [w / 2 + BESIDE, h / 2 + ABOVE];
        const box = [x - dx, y - dy, x + dx, y + dy];
        if (!within(box, view) || taken.some((other) => overlap(box, other))) continue;
        const crossed = crossings(box, item, dots) + (misleads(box, item) ? costs.misleads : 0);
        const total = cost + crossed + (form ? costs.folded : 0);
        if (!best || total < best.total) best = { form, box, total, x: x - w / 2, y: y - h / 2 };
      }
      if (best && !form && best.total < costs.enough) break;
    }
    if (!best || (item.rank >= SMALL && best.total > naming.worth)) continue;
    taken.push(best.box);
    spots.set(item, best);
  }
  return spots;
}

/**
 * Spots for as many labels as can be, those that must be read before others.
 * @param {object[]} items
 * @param {{ view: number[], taken: number[][], dots: [object, string, number][] }} room the box to
 *   stay in, boxes that are taken, and points, whose they are and their radii
 */
export function fit(items, room) {
  let order = [...items].sort((a, b) => a.rank - b.rank);
  let spots = null;
  let least = Infinity;
  for (let round = 0; round < naming.rounds && least; round += 1) {
    const tried = arrange(order, room);
    const left = order.filter((item) => item.points && item.rank <= KEY && !tried.has(item));
    const missed = left.reduce((sum, item) => sum + (item.rank < KEY ? costs.left : 1), 0);
    if (missed < least) {
      spots = tried;
      least = missed;
    }
    order = [...left, ...order.filter((item) => !left.includes(item))]; // they go first next time
  }
  return spots;
}

/* ---- what a label looks like ---------------------------------------------------------- */

function forms(item, narrow) {
  if (item.number) return narrow ? ["bare"] : ["", "bare"];
  return /\s/.test(item.text) && !item.start ? ["", "folded"] : [""];
}

function make(item, form) {
  const made = element("div", `label ${item.kind} ${form}`);
  const text = form === "folded" ? item.text.replace(/ (?=\S+$)/, "\n") : item.text;
  if (item.number) element("b", "number", item.number, made);
  if (form !== "bare") element("span", "", text, made);
  made.dataset.id = item.id;
  return made;
}

const known = new Map(); // sizes: one that is read makes the browser lay out the page

function measure(pane, items, narrow) {
  const fresh = [];
  const keyed = items.map((item) =>
    forms(item, narrow).map((form) => {
      const key = [narrow, item.kind, form, item.number, item.text].join("|");
      if (!known.has(key)) fresh.push([key, pane.appendChild(make(item, form))]);
      return [form, key];
    }),
  );
  for (const [key, made] of fresh) known.set(key, [made.offsetWidth, made.offsetHeight]);
  for (const [, made] of fresh) made.remove();
  for (const [n, item] of items.entries()) {
    item.sizes = keyed[n].map(([form, key]) => [form, known.get(key)]);
  }
}

/** Writes labels into a pane. */
export function write(pane, items, room, narrow) {
  pane.textContent = "";
  measure(pane, items, narrow);
  for (const [item, { form, x, y }] of fit(items, room)) {
    const label = pane.appendChild(make(item, form));
    label.classList.add("placed");
    label.classList.toggle("lit", item.lit);
    label.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  }
}
