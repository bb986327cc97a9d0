/* Boxes in pixels: [left, top, right, bottom]. */

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

/** The box of some points and a margin. */
export function around(points, pad) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return [
    Math.min(...xs) - pad,
    Math.min(...ys) - pad,
    Math.max(...xs) + pad,
    Math.max(...ys) + pad,
  ];
}

/** Whether two boxes share ground. */
export const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Whether a point lies in a box, or not farther than `pad` from it. */
export const inside = ({ x, y }, box, pad = 0) =>
  x > box[0] - pad && x < box[2] + pad && y > box[1] - pad && y < box[3] + pad;

/** Whether a box lies in another. */
export const within = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];
