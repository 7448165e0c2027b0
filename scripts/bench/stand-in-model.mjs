import { setTimeout as pause } from 'node:timers/promises';

const vocabulary = 'the quick brown fox jumps over lazy dogs while every paragraph of a long answer is measured and folded'.split(' ');

/**
 * In the place of src/sandbox/stand-in-model.ts: `2000 tokens` come as fast as they are taken, `2000 tokens at 200 a second` in their
 * time, `silence` never. To anything else it says ten words.
 */
export function composeAnswer({ asked }) {
  const wanted = /(\d+) tokens(?: at (\d+) a second)?/.exec(asked);
  const count = asked.includes('silence') ? 0 : Number(wanted?.[1] ?? 10);
  const words = Array.from({ length: count }, (_, index) =>
    index % 60 === 59 ? 'end.\n\n' : `${vocabulary[(index * 7) % vocabulary.length]} `,
  );
  return { words: Object.assign(words, { perSecond: Number(wanted?.[2] ?? Infinity), isSilent: asked.includes('silence') }), isCut: false };
}

export async function* speak(words) {
  if (words.isSilent) await pause(600_000, undefined, { ref: false });
  const start = performance.now();
  for (const [index, word] of words.entries()) {
    const early = start + (index * 1000) / words.perSecond - performance.now();
    if (early > 0) await pause(early);
    yield word;
  }
}
