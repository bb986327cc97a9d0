/* Room for labels: the most important first, none over another, over an arrowhead or over a mark.
   Knows pixels alone.

   A label is { kind, text, id, rank, lit } with either `points`, where it may stand (the first is
   the middle of what it names), or `curves`, functions of 0..1 that it may stand beside, with
   `steps`, where along them; `number` is its key to the list. `sizes` are its forms with the
   width and height that each would have. */

import { around, inside, overlap, within } from "./boxes.js";
import { distance } from "./curves.js";
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
  const { gap, share, close, far, cost, slope } = naming.near;
  const upon = points.map((p, n) => [p.x, p.y, n]);
  const ways = [...close];
  if (h <= naming["one-line"] || rank < KEY) ways.push(...far);
  const about = ways.map(([side, more, up]) => {
    const dx = side * (w / 2 + gap + more);
    return [x + dx, y + up * (share * h), cost + Math.abs(dx) / slope];
  });
  return [...upon, ...about];
}

const GROUND = naming.ground;
const FORBIDDEN = { cost: Infinity, line: undefined };
const NOWHERE = { cost: 0, line: undefined }; // of what stands on no ground of its own

/** What is made all about a middle, at some distances from it. */
function turned(reaches, turns, place) {
  return reaches.flatMap((reach) =>
    Array.from({ length: turns }, (_, n) => {
      const turn = (2 * Math.PI * n) / turns;
      return place({ reach, cos: Math.cos(turn), sin: Math.sin(turn) });
    }),
  );
}

/** Where a state may be named: at its points, all over its ground, and about its middle. */
const STAGES = [
  ({ points }) => points.map(({ x, y }, n) => [x, y, n]),
  ({ points: [middle], land }) => {
    const [x0, y0, x1, y1] = land.box;
    const found = [];
    const [columns, rows] = GROUND.lattice;
    const dx = Math.max(6, (x1 - x0) / columns);
    const dy = Math.max(4, (y1 - y0) / rows);
    for (let y = y0 + dy / 2; y < y1; y += dy) {
      for (let x = x0 + dx / 2; x < x1; x += dx) {
        found.push([x, y, Math.hypot(x - middle.x, y - middle.y) / GROUND.slope]);
      }
    }
    return found;
  },
  ({ points: [middle], rank }, w, h) => {
    const { ring, far, turns, slope } = GROUND;
    // what need not be read is worth no line
    const reaches = rank <= KEY ? [...ring, ...far] : ring.slice(0, rank < SMALL ? undefined : 4);
    return turned(reaches, turns, ({ reach, cos, sin }) => [
      middle.x + cos * (w / 2 + reach),
      middle.y + sin * (h / 2 + reach),
      reach / slope,
    ]);
  },
];

/** Where a label of some width and height may stand: [x, y, cost] of its middle, by stages. */
function stagesOf(item) {
  if (item.land) return STAGES;
  if (!item.curves) return [near];
  const along = (_, w, h) => item.curves.flatMap((curve, c) => beside(curve, item.steps, c, w, h));
  if (!item.start) return [along];
  const about = (_, w, h) => {
    const { x, y } = item.curves[0](0);
    return turned(naming.start, 16, ({ reach, cos, sin }) => [
      x + cos * (w / 2 + reach),
      y + sin * (h / 2 + reach),
      reach / naming.near.slope,
    ]);
  };
  return [(...all) => [...along(...all), ...about(...all)]];
}

/* ---- the choice ----------------------------------------------------------------------- */

const BUCKET = 32; // pixels
const WIDEST = 8; // half of the widest line
const bucket = (x, y) => Math.floor(x / BUCKET) * 4096 + Math.floor(y / BUCKET);

/** Dots by where they lie: a map of all days has some thousands. */
function bucketed(dots) {
  const found = new Map();
  for (const dot of dots) {
    const key = bucket(dot[0].x, dot[0].y);
    if (found.has(key)) found.get(key).push(dot);
    else found.set(key, [dot]);
  }
  return found;
}

/** How many dots lie in a box: of an item's own arrow, and of others. */
function hits(box, item, buckets) {
  const count = { own: 0, others: 0 };
  for (let x = box[0] - WIDEST; x < box[2] + WIDEST + BUCKET; x += BUCKET) {
    for (let y = box[1] - WIDEST; y < box[3] + WIDEST + BUCKET; y += BUCKET) {
      for (const [p, id, r] of buckets.get(bucket(x, y)) || []) {
        if (inside(p, box, r)) count[id === item.id ? "own" : "others"] += 1;
      }
    }
  }
  return count;
}

/** From a box to the nearest of some points outside of it: the line that leads there. */
function leading([x0, y0, x1, y1], points) {
  const lines = points.map((to) => {
    const from = { x: Math.min(Math.max(to.x, x0), x1), y: Math.min(Math.max(to.y, y0), y1) };
    return { from, to, long: Math.hypot(to.x - from.x, to.y - from.y) };
  });
  return lines.reduce((best, line) => (line.long < best.long ? line : best));
}

/** Points along a line, some pixels apart. */
function pointsOf({ from, to, long }, step) {
  const count = Math.max(1, Math.ceil(long / step));
  const mix = (n, name) => from[name] + ((to[name] - from[name]) * n) / count;
  return Array.from({ length: count }, (_, n) => ({ x: mix(n + 1, "x"), y: mix(n + 1, "y") }));
}

/** What a box of a state's name costs for the ground beneath it, perhaps with a line to its own. */
function standing(box, { land, points }, ground) {
  const { own, others, beyond } = ground.shares(box, land.mine);
  if (others > GROUND.most || beyond) return FORBIDDEN;
  const cost = GROUND.others * others + GROUND.sea * (1 - own - others);
  if (own > others + GROUND.more) return { cost };
  const there = points.filter((p) => land.mine[ground.at(p)]);
  const line = leading(box, there.length ? there : points);
  const about = ground.shares(box, land.mine, GROUND.beside);
  const close = line.long <= GROUND.beside && about.others < GROUND.more;
  const clear = others < GROUND.hardly;
  if (clear && (close || about.own > about.others)) return { cost: cost + GROUND.alone };
  if (!there.length) return FORBIDDEN;
  const over = pointsOf(line, GROUND.line).filter((p) => ground.foreign(p, land.mine)).length;
  return { cost: cost + GROUND.led + line.long / GROUND.line + GROUND.over * over, line };
}

/** What weighs the places of items in a room, each once. */
function scales(items, { view, dots, ground }) {
  const buckets = bucketed(dots);
  const owners = items.filter((item) => item.points && item.rank <= KEY);
  // a name upon the middle of something else reads as that one's name
  const misleads = (box, own) =>
    owners.some((item) => item.id !== own.id && inside(item.points[0], box));

  function placesOf(item, stage, [form, [w, h]]) {
    const [dx, dy] = [w / 2 + BESIDE, h / 2 + ABOVE];
    const found = [];
    for (const [x, y, cost] of stage(item, w, h)) {
      const box = [x - dx, y - dy, x + dx, y + dy];
      if (!within(box, view)) continue;
      const least = cost + (form ? costs.folded : 0);
      found.push({ form, box, x: x - w / 2, y: y - h / 2, least, stands: undefined });
    }
    return found.sort((a, b) => a.least - b.least);
  }

  function weigh(item, spot) {
    // the ground stays from day to day, what lies upon it does not
    spot.stands ??= item.land ? standing(spot.box, item, ground) : NOWHERE;
    if (spot.stands === FORBIDDEN) return Infinity;
    const misled = misleads(spot.box, item) ? costs.misleads : 0;
    const { own, others } = hits(spot.box, item, buckets);
    // no line runs through an arrow's name
    if (item.curves && spot.form !== "bare" && own + others) return Infinity;
    const crossed = own + costs.crossing[item.curves ? 1 : 0] * others;
    return spot.least + spot.stands.cost + crossed + misled;
  }

  const weights = new Map();
  const others = new Map();
  function spotsOf(item, n, stage) {
    const kept = item.land ? ground.kept : others;
    const { land, sizes, rank, text } = item;
    const key = land ? [land.name, text, rank <= KEY, rank < SMALL, sizes, n].join("|") : item;
    if (!kept.has(key))
      kept.set(
        key,
        sizes.map((size) => placesOf(item, stage, size)),
      );
    return kept.get(key);
  }

  /** The best spot for an item that leaves free what is taken. */
  return function best(item, taken) {
    let found = null;
    for (const [n, stage] of stagesOf(item).entries()) {
      for (const spots of spotsOf(item, n, stage)) {
        for (const spot of spots) {
          if (found && spot.least >= found.total) break;
          if (spot.stands === FORBIDDEN) continue;
          if (taken.some((other) => overlap(spot.box, other))) continue;
          if (!weights.has(spot)) weights.set(spot, weigh(item, spot));
          const total = weights.get(spot);
          if (total >= (found ? found.total : Infinity)) continue;
          const { line } = spot.stands;
          // at its end it may run over a mark
          const crossed = (p) =>
            distance(p, line.to) > GROUND.end && taken.some((other) => inside(p, other));
          if (line && pointsOf(line, 4).some(crossed)) continue;
          found = { ...spot, line, total };
        }
        if (found && !found.form && found.total < costs.enough) break;
      }
      if (found && found.total < GROUND.enough[n]) break;
    }
    return found;
  };
}

/** A spot { form, box, x, y } for each label in turn; one for which there is none is left out. */
function arrange(items, fixed, best) {
  const taken = [...fixed];
  const spots = new Map();
  for (const item of items) {
    const spot = best(item, taken);
    if (!spot || (item.rank >= SMALL && spot.total > naming.worth)) continue;
    taken.push(spot.box);
    if (spot.line) taken.push(...pointsOf(spot.line, 5).map((p) => around([p], 1)));
    spots.set(item, spot);
  }
  return spots;
}

/**
 * Spots for as many labels as can be, those that must be read before others.
 * @param {object[]} items
 * @param {{ view: number[], taken: number[][], dots: [object, string, number][], ground?: object }}
 *   room the box to stay in, boxes that are taken, points, whose they are and their radii, and whose
 *   ground is where, for those that have `land` of their own
 */
export function fit(items, room) {
  const best = scales(items, room);
  let order = [...items].sort((a, b) => a.rank - b.rank);
  let spots = null;
  let least = Infinity;
  for (let round = 0; round < naming.rounds && least; round += 1) {
    const found = arrange(order, room.taken, best);
    const left = order.filter((item) => item.points && item.rank <= KEY && !found.has(item));
    const missed = left.reduce((sum, item) => sum + (item.rank < KEY ? costs.left : 1), 0);
    if (missed < least) {
      spots = found;
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
  if (item.number) {
    const number = element("b", "number", item.number, made);
    element("span", "heard", ". ", number); // for the ear: else it runs into what it numbers
  }
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

function lead(label, { from, to, long }, x, y) {
  const made = element("i", "lead", "", label);
  const turn = Math.atan2(to.y - from.y, to.x - from.x);
  const place = `translate(${from.x - Math.round(x)}px,${from.y - Math.round(y)}px)`;
  Object.assign(made.style, { width: `${long}px`, transform: `${place} rotate(${turn}rad)` });
}

/** Writes labels into a pane. */
export function write(pane, items, room, narrow) {
  pane.textContent = "";
  measure(pane, items, narrow);
  for (const [item, { form, x, y, line }] of fit(items, room)) {
    const label = pane.appendChild(make(item, form));
    if (line) lead(label, line, x, y);
    label.classList.add("placed");
    label.classList.toggle("lit", item.lit);
    label.classList.toggle("faint", Boolean(item.faint));
    label.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  }
}
