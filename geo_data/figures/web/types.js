/* The types of a frame, written by python -m tests.types. */

/**
 * One curve of an arrow.
 *
 * @typedef {Object} Stroke
 * @property {number[]} curve A quadratic Bézier's: x and y of its start, of its control point and of its end.
 * @property {number} width Pixels, where the map is wide: headcount only.
 * @property {"solid" | "dashed" | "dotted"} dash Carried out, announced, or not confirmed for this country.
 * @property {"filled" | "open" | "none"} head At a place, at a country's edge, or none: a stem, from which the next ones branch.
 * @property {string} [to] The code of the country that its head is in; left out of a stem.
 */

/**
 * Where an arrow comes from that enters the map at its edge.
 *
 * @typedef {Object} Origin
 * @property {string} text In words.
 * @property {[number, number]} at Where it enters.
 */

/**
 * A move of the window; its number is on its first stroke if that is a stem, else on any.
 *
 * @typedef {Object} Arrow
 * @property {string} id `move:` and its id.
 * @property {number} number Its key to the list beside the map, from 1.
 * @property {string} label What moved, and how many.
 * @property {string[]} tip Lines of its tooltip, the first its head.
 * @property {Stroke[]} strokes A stem, if there is one, and a stroke a leg.
 * @property {boolean} [own] True where the article alone has it; else left out.
 * @property {boolean} [quiet] True where it is drawn when it is chosen only, for there are many; else left out.
 * @property {Origin} [origin] Left out where it starts on the map, and of all but one that come from one land.
 */

/**
 * A move of the window that this map cannot show as an arrow.
 *
 * @typedef {Object} Wayless
 * @property {string} id `move:` and its id.
 * @property {number} number Its key to the list.
 */

/**
 * A battlegroup that stands on the day.
 *
 * @typedef {Object} Group
 * @property {string} id `battlegroup:` and its id.
 * @property {[number, number]} at Its camp.
 * @property {string[]} tip Lines of its tooltip.
 */

/**
 * A context event, which is no act of the Alliance, where a source has its place.
 *
 * @typedef {Object} Context
 * @property {string} id `context:` and its id.
 * @property {[number, number]} at Where it was.
 * @property {string[]} tip Lines of its tooltip.
 */

/**
 * A state that no shape can show.
 *
 * @typedef {Object} Point
 * @property {string} id `country:` and its code.
 * @property {[number, number]} at Where it was.
 * @property {string[]} tip Lines of its tooltip.
 * @property {string} name Its name of the day.
 */

/**
 * Something that happened, which the words tell first, in the countries that it involves.
 *
 * @typedef {Object} News
 * @property {string} id The event's.
 * @property {[number, number][]} at In the middle of each country in which nothing later is marked, or at the map's edge.
 * @property {string[]} tip Lines of its tooltip: what happened, and when; then what happened there before.
 * @property {string} [name] The one country's, where it lies outside the map; else left out.
 */

/**
 * A line to draw between two states.
 *
 * @typedef {Object} Border
 * @property {string} [id] `border:` and its id; left out where the record has no row of it.
 * @property {[string, string]} sides The codes of the member and of its neighbour.
 */

/**
 * A territory that may be too small to see, and then has a disc.
 *
 * @typedef {Object} Speck
 * @property {string} id `territory:` and its id.
 * @property {string} unit Its first unit, where the disc lies.
 * @property {number} size The root of its area, in map units.
 */

/**
 * What the player below the map plays.
 *
 * @typedef {Object} Film
 * @property {string} path Its address.
 * @property {string} on The frame's own day, ISO 8601, as all three.
 * @property {string} first Its first day.
 * @property {string} last Its last day.
 */

/**
 * All that is painted for a view: under 8 kB for the opening one of each area.
 *
 * @typedef {Object} Frame
 * @property {string} [id] By which a test or a tool knows that it was painted; on the wire only.
 * @property {string[]} view The view's parameters, `name=value`: no two views have the same frame.
 * @property {string} area A key of the areas.
 * @property {string} theme `light` or `dark`.
 * @property {number} shape Height over width of the area's map.
 * @property {Record<string, string>} fills Look to its units on the map; all others are pale.
 * @property {Record<string, string>} names Code of a state on the map to its name of the day, in the order of painting; where the map
    tells who joined when a member's year stands after it.
 * @property {Record<string, string>} ranks Rank of a name to its states: 0 finds room first, and 2 and before must be read.
 * @property {Record<string, string>} units State to its units, first that which is named; without those of one unit of their code.
 * @property {string} upon Of the states those that were annexed: painted last, upon their holder.
 * @property {Record<string, string>} tips Line of a tooltip to the states that have it, in the order of the lines.
 * @property {Point[]} points In the order of the record.
 * @property {Record<string, string>} labels Names of units that are no state of their own.
 * @property {number} rank Of all those names.
 * @property {Border[]} borders Those with Russia or the Soviet Union, and the one in focus.
 * @property {Arrow[]} arrows In the order of the list.
 * @property {Wayless[]} wayless In the order of the list.
 * @property {Group[]} groups By id.
 * @property {Context[]} contexts Those of the window's last day with any.
 * @property {string} around The states that all context events of that day involve: they have a quiet outline.
 * @property {News[]} news The latest first.
 * @property {string[]} lit The ids of what the reader's focus lights up.
 * @property {string} trouble What the map says where its shapes did not come.
 * @property {[number, number, number, number]} [near] What a telephone shows first: left, bottom, right, top. Left out for the whole map.
 * @property {Record<string, string>} [says] Look to what a tooltip adds; left out of the map of members.
 * @property {Speck[]} [specks] In the layer of Article 6 only.
 * @property {string} [only] The code of the country that events are filtered by; the others are dimmed.
 * @property {number[]} [to] What the map goes to: as `near`; empty for the whole map, left out to stay where it is.
 * @property {Film} [film] Where the map has a player.
 * @property {boolean} [large] True where many look at one screen: large names, and the whole map on it; else left out.
 */
