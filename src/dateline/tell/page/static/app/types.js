// What the API answers with, as far as the page reads it. docs/records.md tells what the fields of records hold.

/** @typedef {{start: number, end: number, text: string}} Span */
/** @typedef {{text: string|null, start: string|null, end: string|null, precision: string, basis: string}} Moment */
/** @typedef {{text: string|null, name: string|null, kind: string, side: string|null, country: string|null, role: string|null, key?: string|null, cue?: Span|null, manner?: string, tells?: string}} Actor */
/** @typedef {{text: string, name: string|null, geonameid: number|null, lat: number|null, lon: number|null, kind: string, country: string|null, admin1: string|null, confidence: number, key: string|null}} Place */
/** @typedef {{text: string, counts: string, low: number|null, high: number|null, approximate: boolean, unit: string|null, of: string|null}} Quantity */

/**
 * A record of any kind. Only `record`, `id`, `document` and `evidence` are always there.
 * @typedef {object} DatelineRecord
 * @property {string} record
 * @property {string} id
 * @property {string} document
 * @property {Span[]} evidence
 * @property {string} [type]
 * @property {string|null} [mode]
 * @property {{event_type: string, sub_event_type: string}|null} [acled]
 * @property {Actor[]} [actors]
 * @property {Actor[]} [targets]
 * @property {Place[]} [places]
 * @property {Moment|null} [moment]
 * @property {Quantity[]} [figures]
 * @property {string|null} [factuality]
 * @property {string} [standing]
 * @property {Actor[]} [by]
 * @property {string} [stance]
 * @property {Moment|null} [said]
 * @property {string} [certainty]
 * @property {{record: string, id: string}} [of]
 * @property {Span[]} [content]
 * @property {Actor|null} [speaker]
 * @property {boolean} [scare]
 * @property {Place} [place]
 * @property {string|null} [holder]
 * @property {string} [change]
 * @property {string} [basis]
 * @property {Span} [proposition]
 * @property {Span|null} [condition]
 * @property {Moment|null} [horizon]
 * @property {{text: string, low: number, high: number}|null} [likelihood]
 * @property {Actor|null} [forecaster]
 * @property {string} [how]
 * @property {string} [claim]
 * @property {string} [to]
 * @property {string[]} [reasons]
 * @property {string} [counts]
 * @property {number|null} [low]
 * @property {number|null} [high]
 * @property {boolean} [approximate]
 * @property {string|null} [unit]
 */

/**
 * @typedef {object} DocumentRecord
 * @property {string} id
 * @property {string|null} title
 * @property {string|null} outlet
 * @property {string|null} byline
 * @property {string} source
 * @property {Moment} published
 * @property {string} text
 * @property {{kind: string, start: number, end: number, text: string}[]} parts
 */

/** @typedef {{id: string, title: string|null, outlet: string|null, published: string|null, source: string}} DocumentHead */
/** @typedef {{name: string, side: string|null, share: number}} SourceShare */
/** @typedef {{document: DocumentRecord, records: DatelineRecord[], shares: SourceShare[], rows?: ClaimRow[], claims?: ClaimRow[]}} DocumentWhole */

/** @typedef {{claim: DatelineRecord, of: DatelineRecord|null, quote: string, by: string[], side: string|null, said: string|null, stance: string, document: DocumentHead, contested: boolean}} ClaimRow */

/** @typedef {{key: string, label: string, colour: string, symbol: string}} Side */

/**
 * @typedef {object} Status
 * @property {string} version
 * @property {number} documents
 * @property {Record<string, number>} records
 * @property {number} accounts
 * @property {number} incidents
 * @property {string|null} first
 * @property {string|null} last
 * @property {string|null} last_known
 * @property {string|null} theatre
 * @property {boolean} writable
 * @property {boolean} baseline
 * @property {Side[]} sides
 */

/** @template T @typedef {{items: T[], next: string|null}} Listing */

/** @typedef {{view: string, argument: string|null, query: URLSearchParams}} Route */

/**
 * What a view does: `open` fills `place`; `life` is aborted when the view is left.
 * @typedef {object} View
 * @property {string} title
 * @property {(place: HTMLElement, route: Route, life: AbortSignal) => Promise<void>} open
 */

export {};
