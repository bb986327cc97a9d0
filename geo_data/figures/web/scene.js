/* What a frame shows on an area's shapes. Here alone its keys and rows are read; what is drawn is
   written down in the order of painting. Here is no rule about the Alliance. */

/* ---- the frame, as Python sends it -------------------------------------------------------- */

/**
 * @typedef {[code: string, name: string, rank: number, units?: string]} StateRow
 *   `units` are codes with a blank between; most states are one unit of their own code.
 */

/**
 * @typedef {object} StrokeOfFrame
 * @property {number[]} p start, control and end of the curve: x, y, x, y, x, y in map units
 * @property {number} w its width in pixels
 * @property {"solid" | "dashed" | "dotted"} d
 * @property {"closed" | "open" | "none"} h its head
 */

/**
 * @typedef {object} ArrowOfFrame
 * @property {string} id
 * @property {number} n its key to the list
 * @property {string} label
 * @property {string[]} tip
 * @property {StrokeOfFrame[]} s a trunk that several share comes first, without a head
 * @property {1} [own] only the article has it
 * @property {{ text: string, at: number[] }} [from] an origin beyond the map
 */

/**
 * @typedef {object} Mark
 * @property {string} id
 * @property {[x: number, y: number]} at in map units
 * @property {string[]} tip
 * @property {string} [name]
 */

/**
 * @typedef {object} Frame
 * @property {string} id its own name, by which a test knows that it was painted
 * @property {string} area
 * @property {"light" | "dark"} theme
 * @property {number} shape the map's height over its width
 * @property {Object<string, string>} fills units, a blank between, by their look
 * @property {StateRow[]} states
 * @property {StateRow[]} over ground upon the state that annexed it
 * @property {[text: string, codes: string][]} tips lines of tooltips, and the states that have them
 * @property {Object<string, string>} labels names of ground that is no state, by unit
 * @property {number} own the rank of these names
 * @property {[id: string, one: string, other: string][]} borders
 * @property {ArrowOfFrame[]} arrows
 * @property {number[]} at where along a curve its label may stand, best first
 * @property {Mark[]} groups battlegroups
 * @property {Mark[]} points states that no shape can show
 * @property {[id: string, unit: string, size: number][]} [specks] territories; sizes in map units
 * @property {Object<string, string>} [says] what a look says of a territory
 * @property {string[]} lit ids of what the focus lights up
 * @property {string} [only] the one state that is not dimmed
 * @property {number[]} [near] the box that a narrow map shows
 * @property {number[]} [to] the box that the map goes to; an empty one is the whole area
 * @property {{ path: string, on: string, first: string, last: string }} [film]
 * @property {string} unknown the tooltip of ground without a state
 * @property {string} trouble what is told where the map cannot be shown
 */

/* ---- the scene, as it is painted ----------------------------------------------------------- */

/** @typedef {import("./topology.js").Topology} Topology */

/**
 * @typedef {{ code: string, name: string, rank: number }} State
 * @typedef {object} Part what is painted as one shape
 * @property {string} units a blank between
 * @property {string} unit the one that it is named at
 * @property {State} [state]
 * @property {string} look
 * @property {string} [name] the ground's own
 */

const SURE = ["solid", "dashed", "dotted"]; // the surer arrow has its head first
const words = (text) => text.split(" ");
const stateOf = ([code, name, rank, units = code]) => ({ code, name, rank, units: words(units) });

function strokesOf(strokes) {
  return strokes.map(({ p, w, d, h }, n) => ({
    points: [p.slice(0, 2), p.slice(2, 4), p.slice(4)],
    width: w,
    dash: d,
    head: h,
    stem: n > 0 && strokes[0].h === "none", // one lies before it
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
    this.labelSteps = frame.at;
    this.ownRank = frame.own;
    this.groups = frame.groups.map((group) => ({ ...group }));
    this.points = frame.points;
    this.borders = frame.borders.map(([id, one, other]) => ({ id, one, other }));
    this.arrows = frame.arrows.map(({ n, s, ...arrow }) => ({
      ...arrow,
      number: n,
      strokes: strokesOf(s),
    }));
    this.only = frame.only;
    this.unknown = frame.unknown;
    this.says = frame.says || {};
    this.lit = new Set(frame.lit);
    this.states = frame.states.map(stateOf);
    this.over = frame.over.map(stateOf);
    /** @type {Part[]} */
    this.parts = this.partsOf(frame);
    this.specks = this.specksOf(frame);
    this.tips = {};
    for (const [text, codes] of frame.tips) {
      for (const code of words(codes)) (this.tips[code] ??= []).push(text);
    }
  }

  partsOf({ fills, labels }) {
    // a state, ground of it with a name of its own, ground without a state, and last what lies
    // upon a state
    const parts = [];
    const looks = {};
    for (const [look, units] of Object.entries(fills)) {
      for (const unit of words(units)) looks[unit] = look;
    }
    const rest = new Set(Object.keys(this.ground.units));
    const add = (units, look = "pale", state = undefined, name = undefined) => {
      const there = units.filter((unit) => this.ground.units[unit]);
      if (there.length) parts.push({ units: there.join(" "), unit: there[0], state, look, name });
      for (const unit of there) rest.delete(unit);
    };
    for (const state of this.states) {
      const alike = new Map(); // what has one look is painted as one shape
      for (const unit of state.units.filter((each) => !labels[each])) {
        alike.set(looks[unit], [...(alike.get(looks[unit]) || []), unit]);
      }
      for (const [look, units] of alike) add(units, look, state);
      for (const unit of state.units) {
        if (labels[unit]) add([unit], looks[unit], state, labels[unit]);
      }
    }
    const left = [...rest];
    for (const unit of left) add([unit], looks[unit], undefined, labels[unit]);
    for (const state of this.over) add(state.units, "annexed", state);
    return parts;
  }

  specksOf({ specks = [] }) {
    const there = specks.filter(([, unit]) => this.ground.at[unit]);
    return there.map(([id, unit, size]) => {
      const { state, name, look } = this.parts.find(({ units }) => words(units).includes(unit));
      const tip = [name || state.name, this.says[look]];
      return { id: `territory:${id}`, unit, size, at: this.ground.at[unit][0], look, tip };
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

  nameOf(code) {
    return [...this.states, ...this.over].find((state) => state.code === code)?.name || code;
  }

  stateTip(code, head = this.nameOf(code)) {
    return [head, ...(this.tips[code] || [])];
  }

  /** @param {Part} part */
  partTip({ state, name, look }) {
    const said = state ? this.stateTip(state.code, name) : [name || this.unknown];
    return this.says[look] ? [...said, this.says[look]] : said;
  }

  /** The tooltip of whatever is drawn under an id. */
  tipOf(id) {
    const drawn = [...this.arrows, ...this.groups, ...this.points, ...this.specks];
    const found = drawn.find((thing) => thing.id === id);
    return found ? found.tip : this.stateTip(id.replace("country:", ""));
  }
}
