/* The shapes of an area: units as TopoJSON, and what they enclose together. Every border is stored
   once, as an arc, so an arc that two units of a state share lies inside it and is left out. */

const arcOf = (i) => (i < 0 ? ~i : i); // ~i is arc i backwards

/** Coordinates are [y, x] in map units, as Leaflet has them. */
export class Topology {
  constructor(topology) {
    const { scale, translate } = topology.transform;
    this.arcs = topology.arcs.map((arc) => {
      let x = 0;
      let y = 0;
      return arc.map(([dx, dy]) => {
        x += dx;
        y += dy;
        return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
      });
    });
    /** The rings of each unit, as numbers of arcs. */
    this.units = {};
    /** Where each unit may be named, best first. */
    this.at = {};
    for (const { id, type, arcs, properties } of topology.objects.units.geometries) {
      const rings = type === "Polygon" ? arcs : (arcs || []).flat();
      if (rings.length) this.units[id] = rings;
      this.at[id] = (properties?.at || []).map(([x, y]) => [y, x]);
    }
    const [x0, y0, x1, y1] = topology.frame.box;
    /** Its south-west and north-east corner. */
    this.box = [
      [y0, x0],
      [y1, x1],
    ];
    /** The outline of the earth, where the box shows more than that. */
    this.earth = topology.frame.earth?.map(([x, y]) => [y, x]);
    this.made = {};
  }

  /**
   * The outline of units as rings to be filled by the even-odd rule; made once.
   * @param {string} units codes, a blank between
   */
  outline(units) {
    this.made[units] ??= this.rings(units).map((ring) => this.line(ring));
    return this.made[units];
  }

  /**
   * Of each unit its rings, every arc of them moved once.
   * @param {(line: number[][]) => object[]} move
   */
  pixels(move) {
    const moved = this.arcs.map(move);
    const there = Object.entries(this.units);
    return Object.fromEntries(
      there.map(([unit, rings]) => [unit, rings.map((ring) => this.line(ring, moved))]),
    );
  }

  /** The arcs that two groups of units share, each a line; made once. */
  shared(units, others) {
    const name = `${units}|${others}`;
    if (!this.made[name]) {
      const theirs = new Set(this.rings(others).flat().map(arcOf));
      const both = this.rings(units).flat().map(arcOf);
      this.made[name] = [...new Set(both)].filter((i) => theirs.has(i)).map((i) => this.arcs[i]);
    }
    return this.made[name];
  }

  rings(units) {
    const some = units.split(" ").filter((unit) => this.units[unit]);
    const rings = some.flatMap((unit) => this.units[unit]);
    return some.length < 2 ? rings : this.joined(rings);
  }

  line(arcs, of = this.arcs) {
    return arcs.flatMap((i, n) => {
      const points = i < 0 ? of[~i].slice().reverse() : of[i];
      return n ? points.slice(1) : points;
    });
  }

  joined(rings) {
    const end = (i, last) => {
      const arc = this.arcs[arcOf(i)];
      return String(last === i >= 0 ? arc.at(-1) : arc[0]);
    };
    const times = new Map();
    for (const i of rings.flat()) times.set(arcOf(i), (times.get(arcOf(i)) || 0) + 1);
    const from = new Map();
    for (const i of rings.flat()) {
      if (times.get(arcOf(i)) > 1) continue;
      const start = end(i, false);
      from.set(start, [...(from.get(start) || []), i]);
    }
    const found = [];
    for (const first of from.values()) {
      while (first.length) {
        const ring = [];
        for (let next = first; next?.length; next = from.get(end(ring.at(-1), true))) {
          ring.push(next.pop());
        }
        found.push(ring);
      }
    }
    return found;
  }
}
