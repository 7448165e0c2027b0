// What a chunk gives to the others is written as a property each, in words that take 70 bytes; all of them together take ten each.
const property = /Object\.defineProperty\(exports,["`]([\w$]+)["`],\{enumerable:!0,get:function\(\)\{return ([\w$.]+)\}\}\)/;
const row = new RegExp(`${property.source}(?:,${property.source})*`, 'g');

/** A plugin for chunks alone: a program that imports an entry has its names read from these words, without running it. */
export const shortExports = {
  name: 'short exports',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && !chunk.isEntry) chunk.code = chunk.code.replace(row, shortened);
  },
};

function shortened(words) {
  const names = [...words.matchAll(new RegExp(property, 'g'))].map(([, name, value]) => `${name}:()=>${value}`);
  return `Object.entries({${names.join(',')}}).map(([e,t])=>Object.defineProperty(exports,e,{enumerable:!0,get:t}))`;
}
