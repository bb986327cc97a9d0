/* Whose ground lies where on a map: a grid of cells, each with the number of its unit. Pixels
   alone; how the shapes came to be there is no matter of this module. */

import { naming } from "./look.js";

const { cell: CELL } = naming.ground; // pixels
const BEYOND = 0; // off the earth
const SEA = 1;
const NOWHERE = { cells: 0, box: [0, 0, 0, 0] };

/** @typedef {import("./boxes.js").Point} Point */

export class Ground {
  /**
   * @param {number[]} view the box that is seen
   * @param {Record<string, Point[][]>} rings of each unit, to be filled by the even-odd rule
   * @param {Point[]} [earth] its outline, where more than that is seen
   */
  constructor([x0, y0, x1, y1], rings, earth) {
    this.x = x0;
    this.y = y0;
    this.wide = Math.max(1, Math.ceil((x1 - x0) / CELL));
    this.high = Math.max(1, Math.ceil((y1 - y0) / CELL));
    this.cells = new Uint16Array(this.wide * this.high).fill(earth ? BEYOND : SEA);
    if (earth) this.paint([earth], SEA);
    /** Of each unit that is seen its number, how many cells it has, and their box in pixels. */
    this.seen = {};
    let number = SEA;
    for (const [unit, lines] of Object.entries(rings)) {
      number += 1;
      const found = this.paint(lines, number);
      if (found.cells) this.seen[unit] = { number, ...found };
    }
    this.count = number + 1;
    /** What others find out about it and keep with it, by a name of their own. */
    this.kept = new Map();
  }

  paint(lines, number) {
    // even-odd, row by row through the middles of the cells
    const rows = new Map();
    const { x, y, wide, high } = this;
    for (const line of lines) {
      let a = line.at(-1);
      for (const b of line) {
        const up = a.y < b.y;
        const [low, top] = up ? [a, b] : [b, a];
        const first = Math.max(0, Math.ceil((low.y - y) / CELL - 0.5));
        const last = Math.min(high - 1, Math.ceil((top.y - y) / CELL - 0.5) - 1);
        for (let row = first; row <= last; row += 1) {
          const t = (y + (row + 0.5) * CELL - low.y) / (top.y - low.y);
          const at = (low.x + t * (top.x - low.x) - x) / CELL - 0.5;
          if (rows.has(row)) rows.get(row).push(at);
          else rows.set(row, [at]);
        }
        a = b;
      }
    }
    let cells = 0;
    let box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [row, cuts] of rows) {
      cuts.sort((a, b) => a - b);
      for (let n = 0; n + 1 < cuts.length; n += 2) {
        const first = Math.max(0, Math.ceil(cuts[n]));
        const last = Math.min(wide - 1, Math.ceil(cuts[n + 1]) - 1);
        if (last < first) continue;
        this.cells.fill(number, row * wide + first, row * wide + last + 1);
        cells += last - first + 1;
        box = [
          Math.min(box[0], x + first * CELL),
          Math.min(box[1], y + row * CELL),
          Math.max(box[2], x + (last + 1) * CELL),
          Math.max(box[3], y + (row + 1) * CELL),
        ];
      }
    }
    return { cells, box };
  }

  /**
   * A unit and what belongs to it: the numbers that are its own, and of the unit alone how many
   * cells it has in sight, and the box of these.
   * @param {string} unit
   * @param {string[]} units
   */
  of(unit, units) {
    const mine = new Uint8Array(this.count);
    for (const each of units) if (this.seen[each]) mine[this.seen[each].number] = 1;
    const { cells, box } = this.seen[unit] || NOWHERE;
    return { name: `${unit}|${units.join(" ")}`, mine, cells, box };
  }

  /**
   * The shares of a box that lie on own ground, on others', and off the earth; the rest is sea.
   * @param {number[]} box
   * @param {Uint8Array} mine
   * @param {number} [pad] pixels about the box
   */
  shares([x0, y0, x1, y1], mine, pad = 0) {
    const { x, y, wide, high, cells } = this;
    const left = Math.max(0, Math.floor((x0 - pad - x) / CELL + 0.5));
    const right = Math.min(wide, Math.max(left + 1, Math.floor((x1 + pad - x) / CELL + 0.5)));
    const top = Math.max(0, Math.floor((y0 - pad - y) / CELL + 0.5));
    const bottom = Math.min(high, Math.max(top + 1, Math.floor((y1 + pad - y) / CELL + 0.5)));
    let own = 0;
    let others = 0;
    let beyond = 0;
    for (let row = top; row < bottom; row += 1) {
      for (let at = row * wide + left; at < row * wide + right; at += 1) {
        const number = cells[at];
        if (mine[number]) own += 1;
        else if (number > SEA) others += 1;
        else if (number === BEYOND) beyond += 1;
      }
    }
    const all = Math.max(1, (right - left) * (bottom - top));
    return { own: own / all, others: others / all, beyond: beyond / all };
  }

  /** Whether a point lies on ground that is not own. */
  foreign(point, mine) {
    const number = this.at(point);
    return number > SEA && !mine[number];
  }

  /** The number of what lies at a point; that of the sea where it is out of sight. */
  at({ x, y }) {
    const column = Math.floor((x - this.x) / CELL);
    const row = Math.floor((y - this.y) / CELL);
    if (column < 0 || row < 0 || column >= this.wide || row >= this.high) return SEA;
    return this.cells[row * this.wide + column];
  }
}
