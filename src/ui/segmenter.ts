import { isOrdinary } from '../settings/ordinary.js';

/** A character as a reader sees it, and where it begins. */
interface Segment {
  segment: string;
  index: number;
}

/** As much of what an `Intl.Segmenter` gives as is used: by us, by Ink, and by what Ink measures and cuts with. */
interface Segments extends Iterable<Segment> {
  containing(index: number): Segment | undefined;
}

let made: Intl.Segmenter | null = null;

/** The characters of a text as a reader sees them. A real `Intl.Segmenter`, which takes long to make, is made when a text needs it. */
export const segmenter = {
  segment(text: string): Segments {
    // Nothing joins a control character, so those of a colour or a link are characters of their own.
    if (isOrdinary(withoutControls(text))) return lettersOf(text);
    made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    return made.segment(text);
  },
};

/** Without what begins a colour or a link and ends a link or a line. */
function withoutControls(text: string): string {
  return ['\u001B', '\u0007', '\n'].reduce((rest, control) => rest.replaceAll(control, ''), text);
}

/** Each letter is a character. */
function lettersOf(text: string): Segments {
  const letters = Array.from(text, (segment, index) => ({ segment, index }));
  return { containing: (index) => letters[index], [Symbol.iterator]: () => letters[Symbol.iterator]() };
}
