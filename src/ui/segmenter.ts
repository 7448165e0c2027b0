import { isOrdinary } from '../settings/ordinary.js';

let made: Intl.Segmenter | null = null;

/** The characters of a text as a reader sees them. As much of an `Intl.Segmenter` as is used, and one is made when a text needs it. */
export const segmenter = {
  segment(text: string): Iterable<{ segment: string; index: number }> {
    if (isOrdinary(text)) return Array.from(text, (segment, index) => ({ segment, index }));
    made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    return made.segment(text);
  },
};
