/* Finds room for labels: the most important first, none over another, over an arrowhead or a
   mark. Knows pixels alone.

   A label is { kind, text, id, rank, lit } with either `points`, where it may stand (the first is
   the middle of what it names), or `curves`, functions of 0..1 that it may stand beside, with
   `steps`, where along them; `number` is its key to the list. */
window.labels = (() => {
  "use strict";

  const KEY = 2; // labels of this rank or before must be read, those before it above all
  const SMALL = 5; // from this rank on a label is worth no crossing
  const ONE_LINE = 20; // pixels: higher, a name farther off would seem to be another's
  const ROUNDS = 3;

  const around = (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const inside = (p, box, r = 0) =>
    p.x > box[0] - r && p.x < box[2] + r && p.y > box[1] - r && p.y < box[3] + r;

  /* ---- what a label looks like ------------------------------------------------------ */

  function forms(item, narrow) {
    if (item.number) return narrow ? ["bare"] : ["", "bare"];
    return /\s/.test(item.text) && !item.start ? ["", "folded"] : [""];
  }

  function make(item, form) {
    const made = document.createElement("div");
    made.className = `label ${item.kind} ${form}`;
    const add = (tag, className, text) => {
      const part = document.createElement(tag);
      part.className = className;
      part.textContent = text;
      made.append(part);
    };
    if (item.number) add("b", "number", item.number);
    if (form !== "bare") add("span", "", form === "folded" ? item.text.replace(/ (?=\S+$)/, "\n") : item.text);
    made.dataset.id = item.id;
    return made;
  }

  const sizes = new Map();

  function measure(pane, items, narrow) {
    // all at once, and each but once: a size that is read makes the browser lay out the page
    const fresh = [];
    for (const item of items) {
      item.forms = forms(item, narrow).map((form) => {
        const key = [narrow, item.kind, form, item.number, item.text].join("|");
        if (!sizes.has(key)) fresh.push([key, pane.appendChild(make(item, form))]);
        return [form, key];
      });
    }
    for (const [key, made] of fresh) sizes.set(key, [made.offsetWidth, made.offsetHeight]);
    for (const [, made] of fresh) made.remove();
  }

  /* ---- where it may stand: centres in pixels, each with a cost ----------------------- */

  function beside(curve, steps, c, w, h) {
    return steps.flatMap((t, n) => {
      const p = curve(t), q = curve(Math.min(1, t + 0.02));
      const reach = Math.hypot(q.x - p.x, q.y - p.y) || 1;
      const nx = (p.y - q.y) / reach, ny = (q.x - p.x) / reach;
      const off = Math.abs(nx) * w / 2 + Math.abs(ny) * h / 2 + 4;
      const sides = [1, -1, 1.7, -1.7].map((side) =>
        [p.x + nx * off * side, p.y + ny * off * side, n + 2 * c + 9 * (Math.abs(side) - 1)]);
      return [...sides, [p.x, p.y, n + 2 * c + 6]];
    });
  }

  function near(item, w, h) {
    const [{ x, y }] = item.points;
    const upon = item.points.map((p, n) => [p.x, p.y, n]);
    const dy = h * 0.8, dx = w / 2 + 6;
    const far = h > ONE_LINE && item.rank >= KEY ? [] : [[0, 1.8 * dy], [0, -1.8 * dy]];
    const below = [[0, dy], [0, -dy], ...far];
    const aside = [
      [dx, 0], [-dx, 0], [dx + 12, 0], [dx + 24, 0], [-dx - 12, 0],
      [dx, dy], [-dx, dy], [dx, -dy], [-dx, -dy],
    ];
    const offsets = item.rank > KEY ? below : [...below, ...aside];
    return [...upon, ...offsets.map(([ox, oy]) => [x + ox, y + oy, 10 + Math.abs(ox) / 6])];
  }

  const places = (item, w, h) => (item.curves
    ? item.curves.flatMap((curve, c) => beside(curve, item.steps, c, w, h))
    : near(item, w, h));

  /* ---- the choice -------------------------------------------------------------------- */

  function crossings(box, item, dots) {
    let other = 0, own = 0;
    for (const [p, id, r] of dots) {
      if (inside(p, box, r)) { if (id === item.id) own += 1; else other += 1; }
    }
    return (item.curves ? 5 : 2.5) * other + own;
  }

  function arrange(items, { view, taken: fixed, dots }) {
    // a spot for each label in turn; those for which there is none are left out
    const taken = [...fixed], spots = new Map();
    const owners = items.filter((item) => item.points && item.rank <= KEY);
    // a name upon the middle of something else reads as that one's name
    const misleads = (box, own) =>
      owners.some((item) => item.id !== own.id && inside(item.points[0], box));
    for (const item of items) {
      let best = null;
      for (const [form, key] of item.forms) {
        const [w, h] = sizes.get(key);
        for (const [x, y, cost] of places(item, w, h)) {
          if (best && cost >= best.total) continue;
          const box = around(x, y, w + 4, h + 1);
          const within = box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
          if (!within || taken.some((other) => overlap(box, other))) continue;
          const total = cost + crossings(box, item, dots) + (form ? 3 : 0) + (misleads(box, item) ? 15 : 0);
          if (!best || total < best.total) best = { form, box, total, x: x - w / 2, y: y - h / 2 };
        }
        if (best && !form && best.total < 20) break;
      }
      if (!best || (item.rank >= SMALL && best.total > 25)) continue;
      taken.push(best.box);
      spots.set(item, best);
    }
    return spots;
  }

  function place(pane, items, ground, narrow) {
    // `ground`: the `view` to stay in, boxes `taken`, `dots` [point, id, radius] along the arrows
    pane.textContent = "";
    measure(pane, items, narrow);
    let order = items.sort((a, b) => a.rank - b.rank), spots = null, least = Infinity;
    for (let round = 0; round < ROUNDS && least; round += 1) {
      const tried = arrange(order, ground);
      const left = order.filter((item) => item.points && item.rank <= KEY && !tried.has(item));
      const missed = left.reduce((sum, item) => sum + (item.rank < KEY ? 10 : 1), 0);
      if (missed < least) { spots = tried; least = missed; }
      order = [...left, ...order.filter((item) => !left.includes(item))]; // they go first next time
    }
    for (const [item, { form, x, y }] of spots) {
      const label = pane.appendChild(make(item, form));
      label.classList.add("placed");
      label.classList.toggle("lit", item.lit);
      label.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
    }
  }

  return { place, overlap };
})();
