/** So many letters and digits in a row of what a machine made up come about nowhere else, and are enough to take note of. */
const telling = 12;

/** The runs of letters and digits of which secrets consist, and where they are in others. Both are in lower case. */
export interface Pieces {
  add(letters: string): void;
  /** Each longest run of pieces, by where it begins and ends. */
  find(letters: string): [from: number, to: number][];
}

export function createPieces(): Pieces {
  const pieces = new Set<string>();
  /** Whether these three in a row are in a secret: most of a text is told apart by that, without a look at any piece. */
  const triples = new Uint8Array(36 ** 3);
  const isPiece = (letters: string, at: number): boolean => pieces.has(letters.slice(at, at + telling));
  return {
    add(letters) {
      for (let at = 0; at + telling <= letters.length; at += 1) pieces.add(letters.slice(at, at + telling));
      let triple = 0;
      for (let at = 0; at < letters.length; at += 1) {
        triple = withNext(triple, letters, at);
        if (at >= 2) triples[triple] = 1;
      }
    },
    find(letters) {
      const found: [number, number][] = [];
      let [triple, known] = [0, 0];
      for (let at = 0; at < letters.length; at += 1) {
        triple = withNext(triple, letters, at);
        known = triples[triple] === 1 ? known + 1 : 0;
        const from = at + 1 - telling;
        if (known < telling - 2 || from < 0 || !isPiece(letters, from)) continue;
        const last = found.at(-1);
        if (last && last[1] >= from) last[1] = at + 1;
        else found.push([from, at + 1]);
      }
      return found;
    },
  };
}

/** The last three of the letters up to here, as a number. */
function withNext(triple: number, letters: string, at: number): number {
  const code = letters.charCodeAt(at);
  return (triple % 1296) * 36 + (code < 58 ? code - 48 : code - 87);
}
