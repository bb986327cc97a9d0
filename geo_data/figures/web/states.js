/* States and their borders on a Leaflet map: a path a shape, kept from day to day. */

import { patterns } from "./look.js";

const PLAIN = { noClip: true, smoothFactor: 0, bubblingMouseEvents: false };
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {L.Map} map
 * @param {{ choose: (id: string) => void, hover: (layer: L.Layer, tip: () => string[]) => void }} on
 */
export function drawStates(map, { choose, hover }) {
  let area = null;
  let layers = {}; // by what they are made of

  function layerOf(name, make) {
    layers[name] ??= make();
    if (!map.hasLayer(layers[name])) layers[name].addTo(map);
    return layers[name];
  }

  function clear() {
    for (const layer of Object.values(layers)) layer.remove();
    layers = {};
    area = null;
  }

  /** Whether the map shows another area from now on. */
  function turnTo(scene) {
    if (area === scene.area) return false;
    clear();
    area = scene.area;
    const { earth } = scene.ground;
    map.getContainer().classList.toggle("beyond", Boolean(earth));
    if (earth) {
      const style = { ...PLAIN, interactive: false, className: "earth" };
      layerOf("earth", () => L.polygon(earth, style));
    }
    return true;
  }

  function fill(root) {
    // once a map, for all looks that are more than a colour
    if (root.querySelector("#fills")) return;
    const defs = document.createElementNS(SVG, "defs");
    defs.id = "fills";
    defs.innerHTML = Object.values(patterns).join("");
    root.prepend(defs);
  }

  function shapeOf(scene, part) {
    const layer = layerOf(part.units, () => {
      const made = L.polygon(scene.ground.outline(part.units), { ...PLAIN, className: "unit" });
      made.on("click", () => {
        if (made.part.state) choose(`country:${made.part.state.code}`);
      });
      hover(made, () => made.scene.partTip(made.part));
      return made;
    });
    return Object.assign(layer, { part, scene });
  }

  function borderOf(scene, border, name, units, others) {
    const layer = layerOf(name, () => {
      const line = scene.ground.shared(units, others);
      const made = L.polyline(line, { ...PLAIN, className: "border" });
      made.on("click", () => choose(made.item));
      hover(made, () => {
        return [made.border.sides.map((code) => made.scene.nameOf(code)).join(" – ")];
      });
      return made;
    });
    const item = border.id || `country:${border.sides[0]}`;
    return Object.assign(layer, { border, scene, item });
  }

  function paint(scene) {
    const used = new Set(["earth"]);
    for (const part of scene.parts) {
      const layer = shapeOf(scene, part);
      const shape = layer.getElement();
      used.add(part.units);
      const code = part.state?.code;
      const lit = scene.lit.has(`country:${code}`) || scene.lit.has(`unit:${part.unit}`);
      const dim = scene.only && code !== scene.only && !lit;
      const marks = `${lit ? " lit" : ""}${dim ? " dim" : ""}`;
      shape.dataset.unit = part.unit;
      shape.setAttribute("class", `leaflet-interactive unit ${part.look}${marks}`);
      shape.style.fill = patterns[part.look] ? `url(#fill-${part.look})` : "";
      if (lit || part.look === "annexed") layer.bringToFront();
    }
    for (const units of scene.around.map((code) => scene.unitsOf(code))) {
      const name = `around|${units}`;
      const style = { ...PLAIN, interactive: false, className: "around" };
      layerOf(name, () => L.polygon(scene.ground.outline(units), style)).bringToFront();
      used.add(name);
    }
    for (const border of scene.borders) {
      const [units, others] = border.sides.map((code) => scene.unitsOf(code));
      const name = `${border.id}|${units}|${others}`;
      const layer = borderOf(scene, border, name, units, others);
      used.add(name);
      layer.bringToFront();
      const line = layer.getElement();
      const lit = scene.lit.has(border.id) ? " lit" : "";
      line.setAttribute("class", `leaflet-interactive border${lit}`);
      line.dataset.id = layer.item;
    }
    for (const [name, layer] of Object.entries(layers)) if (!used.has(name)) layer.remove();
    fill(map.getPane("overlayPane").querySelector("svg"));
  }

  /** How broad a shape is drawn, in pixels. */
  function breadth(units) {
    const bounds = layers[units]._pxBounds;
    return bounds ? bounds.max.x - bounds.min.x : 0;
  }

  return { paint, turnTo, clear, breadth, area: () => area };
}
