/* Curves and arrows in pixels: quadratic, a curve is [start, control, end]. */

import { arrows } from "./look.js";

/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {[start: Point, control: Point, end: Point]} Curve */

const [STEPS] = arrows.steps;
const HALVINGS = 6;

const mix = (a, b, t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/** @param {Point} a @param {Point} b */
export const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);

/**
 * The point of a curve at a parameter from 0 to 1.
 * @param {Curve} curve
 * @param {number} t
 */
export const along = ([a, c, b], t) => mix(mix(a, c, t), mix(c, b, t), t);

/**
 * The part of a curve between two of its parameters.
 * @param {Curve} curve
 * @param {number} t0
 * @param {number} t1
 * @returns {Curve}
 */
export function cut([a, c, b], t0, t1) {
  const tail = [along([a, c, b], t0), mix(c, b, t0), b];
  const t = (t1 - t0) / (1 - t0);
  return [tail[0], mix(tail[0], tail[1], t), along(tail, t)];
}

/**
 * The parameter at which a curve is `gap` pixels from its end, or its start; below zero it has
 * gone on straight beyond its end.
 * @param {Curve} curve
 * @param {number} gap
 * @param {"start" | "end"} from
 */
export function farFrom(curve, gap, from) {
  if (gap < 0) return 1 - gap / (2 * distance(curve[1], curve[2]) || 1);
  const end = from === "end";
  const target = end ? curve[2] : curve[0];
  const far = (t) => distance(along(curve, t), target) >= gap;
  for (let i = 1; i < STEPS; i += 1) {
    if (!far(end ? 1 - i / STEPS : i / STEPS)) continue;
    let [low, high] = [(i - 1) / STEPS, i / STEPS];
    for (let n = 0; n < HALVINGS; n += 1) {
      const middle = (low + high) / 2;
      if (far(end ? 1 - middle : middle)) high = middle;
      else low = middle;
    }
    return end ? 1 - high : high;
  }
  return 0.5;
}

/**
 * A curve that is bent otherwise: so many times as much.
 * @param {Curve} curve
 * @param {number} times
 * @returns {Curve}
 */
export const bentBy = ([a, c, b], times) => [a, mix(mix(a, b, 0.5), c, times), b];

/** Where the head of a stroke may end, in pixels before its goal, best first. */
export const gapsOf = ({ head }) => (head === "open" ? arrows.edges : arrows.gaps);

/**
 * A stroke of an arrow as it is drawn: the curve from end to end, what of it is visible, its body
 * without the head, and the two wings of the head beside its tip `end`.
 * @param {Curve} whole
 * @param {{ width: number, head: "filled" | "open" | "none" }} stroke
 * @param {{ narrow?: boolean, gap?: number, stem?: boolean }} how `gap` pixels before its end; a
 *   `stem` lies before it
 */
export function arrow(whole, stroke, { narrow, gap = gapsOf(stroke)[0], stem }) {
  const width = Math.max(arrows.hair, stroke.width * (narrow ? arrows.narrow : 1));
  const headed = stroke.head !== "none";
  const size = ([least, times]) => (headed ? least + times * width : 0);
  const long = size(arrows.long) * (narrow ? arrows["narrow-head"] : 1);
  const start = stem ? 0 : farFrom(whole, arrows.start, "start");
  const tip = headed ? farFrom(whole, gap, "end") : 1;
  const visible = cut(whole, Math.min(start, tip / 2), tip);
  const body = headed ? cut(visible, 0, farFrom(visible, long * arrows.body, "end")) : visible;
  const [, , end] = visible;
  const [, , from] = body;
  const reach = distance(from, end) || 1;
  const ux = (end.x - from.x) / reach;
  const uy = (end.y - from.y) / reach;
  const half = size(arrows.half);
  const base = { x: end.x - ux * long, y: end.y - uy * long };
  const wings = [
    { x: base.x - uy * half, y: base.y + ux * half },
    { x: base.x + uy * half, y: base.y - ux * half },
  ];
  return { whole, visible, body, end, wings, width, headed };
}

/* ---- as the `d` of an SVG path ---------------------------------------------------- */

/** Of what is not drawn. */
export const NOTHING = "M0 0";

/** @param {Curve} curve */
export const curvePath = ([a, c, b]) => `M${a.x},${a.y}Q${c.x},${c.y} ${b.x},${b.y}`;

/** The head of an arrow that `arrow` made. */
export function headPath({ end, headed, wings: [a, b] }, open) {
  if (!headed) return NOTHING;
  return `M${a.x},${a.y}L${end.x},${end.y}L${b.x},${b.y}${open ? "" : "Z"}`;
}

/** A disc of radius `r`. */
export const discPath = ({ x, y }, r) =>
  `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;

/** A square on its corner, `r` from its middle. */
/** A wedge that points down to its place. */
export const wedgePath = ({ x, y }, r) =>
  `M${x},${y}L${x - r * 0.75},${y - r * 1.4}L${x + r * 0.75},${y - r * 1.4}Z`;

export const diamondPath = ({ x, y }, r) =>
  `M${x - r},${y}L${x},${y - r}L${x + r},${y}L${x},${y + r}Z`;
