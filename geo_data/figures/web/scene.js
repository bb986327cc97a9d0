/* What a frame shows on an area's shapes. Here alone its keys are read; what is drawn is
   written down in the order of painting. Here is no rule about the Alliance. */

import { dashes, far, words } from "./look.js";

/* ---- the scene, as it is painted ----------------------------------------------------------- */

/** @typedef {import("./topology.js").Topology} Topology */
/** @typedef {import("./types.js").Frame} Frame */

/**
 * @typedef {{ code: string, name: string, rank: number }} State
 * @typedef {object} Part what is painted as one shape
 * @property {string} units a blank between
 * @property {string} unit the one that it is named at
 * @property {State} [state]
 * @property {string} look
 * @property {string} [name] its own, if it is a part of a state
 */

const SURE = Object.keys(dashes); // the surer arrow has its head first
const parted = (text) => text.split(" ").filter(Boolean);

/** By each of some texts of names what they are a text of. */
function inverted(texts) {
  const pairs = Object.entries(texts).flatMap(([of, names]) =>
    parted(names).map((name) => [name, of]),
  );
  return Object.fromEntries(pairs);
}

function strokesOf(strokes) {
  return strokes.map(({ curve, ...stroke }, n) => ({
    ...stroke,
    points: [curve.slice(0, 2), curve.slice(2, 4), curve.slice(4)],
    stem: n > 0 && strokes[0].head === "none", // one lies before it
  }));
}

export class Scene {
  /**
   * @param {Frame} frame
   * @param {Topology} ground
   */
  constructor(frame, ground) {
    this.ground = ground;
    this.id = frame.id;
    this.area = frame.area;
    this.near = frame.near;
    this.goal = frame.to;
    this.ownRank = frame.rank;
    this.groups = frame.groups.map((group) => ({ ...group }));
    this.points = frame.points;
    this.contexts = frame.contexts;
    this.around = parted(frame.around);
    this.news = frame.news.flatMap((each) => each.at.map((at) => ({ ...each, at })));
    this.borders = frame.borders;
    this.arrows = frame.arrows.map((arrow) => ({ ...arrow, strokes: strokesOf(arrow.strokes) }));
    this.wayless = frame.wayless;
    this.only = frame.only;
    this.says = frame.says || {};
    this.lit = new Set(frame.lit);
    this.names = frame.names;
    this.made = Object.fromEntries(Object.entries(frame.units).map(([c, u]) => [c, parted(u)]));
    /** @type {Part[]} */
    this.parts = this.partsOf(frame);
    this.specks = this.specksOf(frame);
    this.tips = {};
    for (const [text, codes] of Object.entries(frame.tips)) {
      for (const code of parted(codes)) (this.tips[code] ??= []).push(text);
    }
  }

  partsOf({ fills, labels, names, ranks, units: made, upon }) {
    // a state, a part of it with a name of its own, what has no state, and last what lies upon
    // a state
    const parts = [];
    const looks = inverted(fills);
    const rankOf = inverted(ranks);
    const last = parted(upon);
    const stateOf = (code) => ({ code, name: names[code], rank: Number(rankOf[code]) });
    const unitsOf = (code) => parted(made[code] || code); // most are one unit of their own code
    const rest = new Set(Object.keys(this.ground.units));
    const add = (units, look = "pale", state = undefined, name = undefined) => {
      const there = units.filter((unit) => this.ground.units[unit]);
      if (there.length) parts.push({ units: there.join(" "), unit: there[0], state, look, name });
      for (const unit of there) rest.delete(unit);
    };
    for (const code of Object.keys(names).filter((each) => !last.includes(each))) {
      const state = stateOf(code);
      const alike = new Map(); // what has one look is painted as one shape
      for (const unit of unitsOf(code).filter((each) => !labels[each])) {
        alike.set(looks[unit], [...(alike.get(looks[unit]) || []), unit]);
      }
      for (const [look, units] of alike) add(units, look, state);
      for (const unit of unitsOf(code)) {
        if (labels[unit]) add([unit], looks[unit], state, labels[unit]);
      }
    }
    const left = [...rest];
    for (const unit of left) add([unit], looks[unit], undefined, labels[unit] || far[unit]);
    for (const code of last) add(unitsOf(code), "annexed", stateOf(code));
    return parts;
  }

  specksOf({ specks = [] }) {
    const there = specks.filter(({ unit }) => this.ground.at[unit]);
    return there.map(({ id, unit, size }) => {
      const { state, name, look } = this.parts.find(({ units }) => parted(units).includes(unit));
      const tip = [name || state.name, this.says[look]];
      return { id, unit, size, at: this.ground.at[unit][0], look, tip };
    });
  }

  /** Those with a head, in the order in which they find room for it. */
  headed() {
    const strokes = this.arrows.flatMap((arrow) => arrow.strokes);
    return strokes
      .filter(({ head }) => head !== "none")
      .sort((a, b) => b.width - a.width || SURE.indexOf(a.dash) - SURE.indexOf(b.dash));
  }

  /** All units of a state, a blank between. */
  unitsOf(code) {
    const own = this.parts.filter(({ state }) => state?.code === code);
    return own.map(({ units }) => units).join(" ");
  }

  /** The units of a state, those with names of their own too. */
  allOf(code) {
    return this.made[code] || [code];
  }

  nameOf(code) {
    return this.names[code] || code;
  }

  stateTip(code, head = this.nameOf(code)) {
    return [head, ...(this.tips[code] || [])];
  }

  /** @param {Part} part */
  partTip({ state, name, look }) {
    const said = state ? this.stateTip(state.code, name) : [name || words.unknown];
    return this.says[look] ? [...said, this.says[look]] : said;
  }

  /** The tooltip of whatever is drawn under an id. */
  tipOf(id) {
    const { arrows, groups, points, contexts, news, specks } = this;
    const found = [arrows, groups, points, contexts, news, specks]
      .flat()
      .find((thing) => thing.id === id);
    if (found) return found.tip;
    const name = far[id.replace("unit:", "")];
    return name ? [name, words.unknown] : this.stateTip(id.replace("country:", ""));
  }
}
