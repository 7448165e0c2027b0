// What the bundle leaves out of its dependencies, or does at another time. Each is a replacement of words that stand in the package
// now: where an update has changed them, the build fails and tells which.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const segmenter = fileURLToPath(new URL('../src/ui/segmenter.ts', import.meta.url));

/** Ink's debugger is not installed. A module that waits cannot be CommonJS, and this one waits for that debugger only. */
const ink = {
  'ink/build/reconciler.js': (code) =>
    replaced(code, [
      ["import.meta.resolve('react-devtools-core');", "throw new Error('not bundled');"],
      ["await import('./devtools.js');", ''],
      ['await loadPackageJson()', 'packageInfo'],
      ["new URL('../package.json', import.meta.url)", "''"],
    ]),
};

/**
 * Yoga's own loader fetches its WebAssembly from a data: address, which loads all of the `fetch` of Node (25 ms, 8 MB) and makes Ink
 * wait. Here it is compiled at once.
 */
const yoga = {
  'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js': (code) =>
    replaced(code, [
      [wasmIn(code), '"data:application/octet-stream;base64,"'],
      ['import.meta.url', '""'],
    ]),
  'yoga-layout/dist/src/index.js': (code, file) => {
    const address = wasmIn(readFileSync(file.replace('src/index.js', 'binaries/yoga-wasm-base64-esm.js'), 'utf8'));
    const bytes = address.slice(address.indexOf(',') + 1, -1);
    const load = `const module = { instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('${bytes}', 'base64')), imports);
      receive(instance);
      return instance.exports;
    } };
    loadYoga(module);
    const Yoga = wrapAssembly(module);`;
    return replaced(code, [['const Yoga = wrapAssembly(await loadYoga());', load]]);
  },
};

/** Making an `Intl.Segmenter` takes 15 ms, and an expression of all emoji 25: both wait here for the first text that needs them. */
const text = {
  'ink/build/line-update.js': (code) => withLateSegmenter(code, "new Intl.Segmenter(undefined, { granularity: 'grapheme' })"),
  '@alcalzone/ansi-tokenize/build/tokenize.js': (code) =>
    withLateSegmenter(code, 'new Intl.Segmenter(undefined, { granularity: "grapheme" })'),
  'slice-ansi/tokenize-ansi.js': (code) => withLateSegmenter(code, "new Intl.Segmenter(undefined, {granularity: 'grapheme'})"),
  'wrap-ansi/index.js': (code) => withLateSegmenter(code, 'new Intl.Segmenter()'),
  'string-width/index.js': (code) =>
    replaced(withLateSegmenter(code, 'new Intl.Segmenter()'), [
      ["import stripAnsi from 'strip-ansi';", `import stripAnsi from 'strip-ansi';\nimport { isPlain } from ${JSON.stringify(segmenter)};`],
      ['if (/^[\\u0020-\\u007E]*$/.test(string)) {', 'if (ambiguousIsNarrow && isPlain(string)) {'],
    ]),
};

const replacements = Object.entries({ ...ink, ...yoga, ...text });
const applied = new Set();

export const lean = {
  name: 'lean',
  transform(code, id) {
    const found = replacements.find(([file]) => id.endsWith(`/node_modules/${file}`));
    if (!found) return null;
    applied.add(found[0]);
    return { code: found[1](code, id), map: null };
  },
  buildEnd() {
    const unused = replacements.filter(([file]) => !applied.has(file));
    if (unused.length > 0) throw new Error(`nothing bundled is ${unused.map(([file]) => file).join(', ')}: scripts/lean.mjs replaces it`);
  },
};

function withLateSegmenter(code, made) {
  const imported = `import { segmenter as lateSegmenter } from ${JSON.stringify(segmenter)};\n`;
  return imported + replaced(code, [[made, 'lateSegmenter']]);
}

function wasmIn(code) {
  return /"data:application\/octet-stream;base64,[^"]+"/.exec(code)?.[0] ?? '"no WebAssembly,"';
}

function replaced(code, pairs) {
  return pairs.reduce((rest, [from, to]) => {
    if (!rest.includes(from)) throw new Error(`${from.slice(0, 80)} does not stand there any more: scripts/lean.mjs replaces it`);
    return rest.replace(from, () => to);
  }, code);
}
