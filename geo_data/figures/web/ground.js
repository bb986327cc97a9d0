/* The ground of a map: units as TopoJSON, and what they enclose together. Every border is stored
   once, as an arc, so an arc that two units of a state share lies inside it and is left out. */
window.ground = (() => {
  "use strict";

  const arcOf = (i) => (i < 0 ? ~i : i); // ~i is arc i backwards

  class Ground {
    constructor(topology) {
      const { scale, translate } = topology.transform;
      this.arcs = topology.arcs.map((arc) => {
        let x = 0, y = 0;
        return arc.map(([dx, dy]) => {
          x += dx; y += dy;
          return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
        });
      });
      this.units = {};
      this.at = {};
      for (const { id, type, arcs, properties } of topology.objects.units.geometries) {
        const rings = type === "Polygon" ? arcs : (arcs || []).flat();
        if (rings.length) this.units[id] = rings;
        this.at[id] = ((properties || {}).at || []).map(([x, y]) => L.latLng(y, x));
      }
      const [x0, y0, x1, y1] = topology.frame.box;
      this.box = L.latLngBounds([y0, x0], [y1, x1]);
      const { earth } = topology.frame; // where the box shows more than that
      this.earth = earth && earth.map(([x, y]) => [y, x]);
      this.made = {};
    }

    /* The outline of units, "A B C", as rings to be filled by the even-odd rule; made once. */
    outline(units) {
      this.made[units] = this.made[units] || this.rings(units).map((ring) => this.line(ring));
      return this.made[units];
    }

    rings(units) {
      const some = units.split(" ").filter((unit) => this.units[unit]);
      const rings = some.flatMap((unit) => this.units[unit]);
      return some.length < 2 ? rings : this.joined(rings);
    }

    /* The arcs that two groups of units share, each a line. */
    shared(units, others) {
      const name = `${units}|${others}`;
      if (!this.made[name]) {
        const theirs = new Set(this.rings(others).flat().map(arcOf));
        const both = new Set(this.rings(units).flat().map(arcOf).filter((i) => theirs.has(i)));
        this.made[name] = [...both].map((i) => this.arcs[i]);
      }
      return this.made[name];
    }

    line(arcs) {
      return arcs.flatMap((i, n) => {
        const points = i < 0 ? this.arcs[~i].slice().reverse() : this.arcs[i];
        return n ? points.slice(1) : points;
      });
    }

    joined(rings) {
      const times = new Map(), from = new Map(), found = [];
      const end = (i, last) => {
        const arc = this.arcs[arcOf(i)];
        return String(last === i >= 0 ? arc[arc.length - 1] : arc[0]);
      };
      for (const i of rings.flat()) times.set(arcOf(i), (times.get(arcOf(i)) || 0) + 1);
      for (const i of rings.flat()) {
        if (times.get(arcOf(i)) > 1) continue;
        const start = end(i, false);
        from.set(start, [...(from.get(start) || []), i]);
      }
      for (const first of from.values()) {
        while (first.length) {
          const ring = [];
          for (let next = first; next && next.length; next = from.get(end(ring[ring.length - 1], true))) {
            ring.push(next.pop());
          }
          found.push(ring);
        }
      }
      return found;
    }
  }

  return { Ground };
})();
