import { late } from '../settings/late.js';

/** A text as it reads once what was written into it in another way is undone. */
export interface Reading {
  text: string;
  /** Where each of its characters begins and ends in the text that was given. */
  places: () => Places;
}

interface Places {
  from: readonly number[];
  to: readonly number[];
}

/** How often escapes may lie in one another: JSON in JSON in the address of a page. */
const deepest = 3;

/**
 * The text as it is, and in each way in which a service may have spelled a part of it: with escapes, in base64 that begins anywhere,
 * in hexadecimal digits, as a list of bytes. Undone instead of looked for: so a cut, a line break and a mixture of ways hide nothing.
 */
export function readingsOf(text: string): Reading[] {
  let plain: Reading = { text, places: late(() => asItIs(text)) };
  const readings = [plain];
  for (let next = unescaped(plain); next && readings.length <= deepest; next = unescaped(plain)) readings.push((plain = next));
  const once = codings.flatMap((coding) => decoded(plain, coding));
  return [
    ...readings,
    ...once,
    ...once.filter((reading) => words.test(reading.text)).flatMap((reading) => codings.flatMap((coding) => decoded(reading, coding))),
  ];
}

/** Bytes without them stand for something else, or begin elsewhere. */
const words = /[\x20-\x7e]{8}/;

function asItIs(text: string): Places {
  const from = Array.from({ length: text.length }, (_, at) => at);
  return { from, to: from.map((at) => at + 1) };
}

/** Escapes of JSON and JavaScript, URLs and HTML, and characters that nobody sees. */
const escapes =
  /\\u[\da-f]{4}|\\u\{[\da-f]{1,6}\}|\\x[\da-f]{2}|%[\da-f]{2}|&#x[\da-f]{1,6};|&#\d{1,7};|&(?:amp|lt|gt|quot|apos);|\\[^]|[\0\u00AD\u200B-\u200D\u2060\uFEFF]/gi;
const signs: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

function unescaped(reading: Reading): Reading | null {
  if (reading.text.search(escapes) === -1) return null;
  return { text: reading.text.replace(escapes, plainOf), places: late(() => placesBehind(reading)) };
}

function plainOf(escape: string): string {
  const sign = signs[escape];
  if (sign !== undefined) return sign;
  const digits = /^(?:\\u\{?|\\x|%|&#x)([\da-f]+)|^&#(\d+)/i.exec(escape);
  if (!digits) return escape[0] === '\\' ? escape.slice(1) : '';
  const code = digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2]);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}

function placesBehind(reading: Reading): Places {
  const before = reading.places();
  const [from, to]: [number[], number[]] = [[], []];
  let done = 0;
  const add = (begin: number, end: number): void => void (from.push(before.from[begin] ?? 0), to.push(before.to[end - 1] ?? 0));
  const upTo = (end: number): void => {
    for (; done < end; done += 1) add(done, done + 1);
  };
  for (const { index, 0: escape } of reading.text.matchAll(escapes)) {
    upTo(index);
    done += escape.length;
    for (const _ of plainOf(escape).split('')) add(index, done);
  }
  upTo(reading.text.length);
  return { from, to };
}

/** Bytes as they are written down: where such a run is, and what of it counts. */
interface Coding {
  runs: RegExp;
  units: RegExp;
  /** How many units of a byte may be left where the run was cut in front. */
  offsets: number;
  bytes: (run: string, offset: number) => Uint8Array;
  /** The units that a byte comes of: the first, and the one behind the last. */
  unitsOf: (byte: number) => readonly [number, number];
}

/** Each repeat has an end: one over millions of letters is more than the engine's stack holds. What is behind it is the next run. */
const codings: readonly Coding[] = [
  {
    runs: /[\w+/-]{11,1000000}(?:\r?\n[ \t]{0,8}[\w+/-]{2,1000}){0,2000}/g,
    units: /[\w+/-]/g,
    offsets: 4,
    bytes: (run, offset) => Buffer.from(run.replace(/\s+/g, '').slice(offset), 'base64'),
    unitsOf: (byte) => [Math.floor((byte * 4) / 3), Math.ceil(((byte + 1) * 4) / 3)],
  },
  {
    runs: /(?:(?:0x)?[\da-f]{2}[ :,-]{0,2}(?:\r?\n)?){8,200000}/gi,
    units: /[\da-f](?!x)/gi,
    offsets: 2,
    bytes: (run, offset) => Buffer.from(run.replace(/0x|[^\da-f]+/gi, '').slice(offset), 'hex'),
    unitsOf: (byte) => [byte * 2, byte * 2 + 2],
  },
  {
    runs: /(?:\d{1,3}[,\s]{1,16}){7,100000}\d{1,3}/g,
    units: /\d+/g,
    offsets: 1,
    bytes: (run) => Uint8Array.from(run.match(/\d+/g) ?? [], Number),
    unitsOf: (byte) => [byte, byte + 1],
  },
];

/** What a coding makes of all its runs, one behind the other, for each place at which the first byte may begin. */
function decoded(reading: Reading, coding: Coding): Reading[] {
  const runs = [...reading.text.matchAll(coding.runs)];
  if (runs.length === 0) return [];
  return Array.from({ length: coding.offsets }, (_, offset) => {
    const bytes = runs.map(([run]) => coding.bytes(run, offset));
    // UTF-16 has a zero beside every letter.
    const text = bytes.map((one) => Buffer.from(one).toString('latin1').replaceAll('\0', '')).join('');
    return { text, places: late(() => placesIn(reading, { coding, offset, runs, bytes })) };
  });
}

interface Decoded {
  coding: Coding;
  offset: number;
  runs: readonly RegExpMatchArray[];
  bytes: readonly Uint8Array[];
}

function placesIn(reading: Reading, { coding, offset, runs, bytes }: Decoded): Places {
  const before = reading.places();
  const [from, to]: [number[], number[]] = [[], []];
  for (const [number, run] of runs.entries()) {
    const units = [...run[0].matchAll(coding.units)].slice(offset);
    const endOf = (unit: RegExpMatchArray | undefined): number => (run.index ?? 0) + (unit ? (unit.index ?? 0) + unit[0].length : 0);
    for (const [at, byte] of (bytes[number] ?? []).entries()) {
      if (byte === 0) continue;
      const [first, behind] = coding.unitsOf(at);
      from.push(before.from[(run.index ?? 0) + (units[first]?.index ?? 0)] ?? 0);
      to.push(before.to[endOf(units[behind - 1] ?? units.at(-1)) - 1] ?? 0);
    }
  }
  return { from, to };
}
