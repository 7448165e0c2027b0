/** What other programs may use. */
export { difference } from './findings/difference.js';
export type { Difference, DifferenceKind } from './findings/difference.js';
