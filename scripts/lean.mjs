// What the bundle leaves out of its dependencies, or does at another time. Each is a replacement of words that stand in the package
// now: where an update has changed them, the build fails and tells which.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const manifest = fileURLToPath(new URL('../package.json', import.meta.url));
const segmenter = fileURLToPath(new URL('../src/ui/segmenter.ts', import.meta.url));
const ordinary = fileURLToPath(new URL('../src/settings/ordinary.ts', import.meta.url));

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
 * Yoga's own loader fetches its WebAssembly from a data: address, which loads all of the `fetch` of Node and makes Ink
 * wait. Here it is a file beside the chunks, read and compiled at once: a third smaller than in base64, and quicker to read.
 */
const yoga = {
  'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js': (code) =>
    replaced(code, [
      [wasmIn(code), '"data:application/octet-stream;base64,"'],
      ['import.meta.url', '""'],
    ]),
  'yoga-layout/dist/src/index.js': (code, file, bundle) => {
    const address = wasmIn(readFileSync(file.replace('src/index.js', 'binaries/yoga-wasm-base64-esm.js'), 'utf8'));
    const source = Buffer.from(address.slice(address.indexOf(',') + 1, -1), 'base64');
    bundle.emitFile({ type: 'asset', fileName: 'chunks/yoga.wasm', source });
    const load = `const module = { instantiateWasm(imports, receive) {
      const bytes = readFileSync(join(__dirname, 'yoga.wasm'));
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      receive(instance);
      return instance.exports;
    } };
    loadYoga(module);
    const Yoga = wrapAssembly(module);`;
    const imported = "import { readFileSync } from 'node:fs';\nimport { join } from 'node:path';\n";
    return imported + replaced(code, [['const Yoga = wrapAssembly(await loadYoga());', load]]);
  },
};

/** React asks at each place what its host can do. Ink says it in words that stand fast, so what it cannot do is left out: 11 KB. */
const react = {
  'react-reconciler/cjs/react-reconciler.production.js': (code, file) => {
    const host = readFileSync(file.replace('react-reconciler/cjs/react-reconciler.production.js', 'ink/build/reconciler.js'), 'utf8');
    const abilities = [...code.matchAll(/\b(supports\w+) = \$\$\$config\.\1\b/g)].map(([, ability]) => ability);
    const can = new Map(abilities.map((ability) => [ability, host.includes(`${ability}: true,`)]));
    if (!can.get('supportsMutation')) throw new Error('Ink does not say any more what it can do: scripts/lean.mjs reads it');
    return code.replace(/\bsupports\w+\b(?! = )(?<!\$config\.supports\w+)/g, (word) => `${can.get(word) ?? word}`);
  },
};

/** A request says whether it is a form with files. None of ours is, and what would write one takes 7 KB. */
const openai = {
  'openai/client.mjs': (code) =>
    replaced(code, [["options.__metadata?.['finalizeMultipart'] === true && hasUploadableValue(options.body)", 'false']]),
};

/** The pipeline of the SDK is given a proxy that it never asks, since the HTTP client below it is our own: its agents take 20 KB. */
const azure = {
  '@typespec/ts-http-runtime/dist/esm/policies/proxyPolicy.js': (code) =>
    replaced(code, [
      ['import { HttpsProxyAgent } from "https-proxy-agent";', 'class HttpsProxyAgent {}'],
      ['import { HttpProxyAgent } from "http-proxy-agent";', 'class HttpProxyAgent {}'],
    ]),
};

/** An `Intl.Segmenter` and an expression of all emoji take longer to make than all else at a start: they wait for the first text that needs them. */
const text = {
  'ink/build/line-update.js': (code) => withLateSegmenter(code, "new Intl.Segmenter(undefined, { granularity: 'grapheme' })"),
  '@alcalzone/ansi-tokenize/build/tokenize.js': (code) =>
    withLateSegmenter(code, 'new Intl.Segmenter(undefined, { granularity: "grapheme" })'),
  'slice-ansi/tokenize-ansi.js': (code) => withLateSegmenter(code, "new Intl.Segmenter(undefined, {granularity: 'grapheme'})"),
  'wrap-ansi/index.js': (code) => withLateSegmenter(code, 'new Intl.Segmenter()'),
  'string-width/index.js': (code) =>
    replaced(withLateSegmenter(code, 'new Intl.Segmenter()'), [
      [
        "import stripAnsi from 'strip-ansi';",
        `import stripAnsi from 'strip-ansi';\nimport { isOrdinary } from ${JSON.stringify(ordinary)};`,
      ],
      ['if (/^[\\u0020-\\u007E]*$/.test(string)) {', 'if (ambiguousIsNarrow && isOrdinary(string)) {'],
      ...['visibleCharacterRegex', 'spacingMarkRegex', 'rgiEmojiRegex', 'extendedPictographicRegex'].flatMap((name) =>
        lateRegex(code, name),
      ),
    ]),
};

const replacements = Object.entries({ ...ink, ...yoga, ...react, ...openai, ...azure, ...text });
const applied = new Set();

export const lean = {
  name: 'lean',
  transform(code, id) {
    // Of our own package.json the program needs two words.
    if (id === manifest) return { code: JSON.stringify(ownWords(JSON.parse(code))), map: null };
    const found = replacements.find(([file]) => id.endsWith(`/node_modules/${file}`));
    if (!found) return null;
    applied.add(found[0]);
    return { code: found[1](code, id, this), map: null };
  },
  buildEnd() {
    const unused = replacements.filter(([file]) => !applied.has(file));
    if (unused.length > 0) throw new Error(`nothing bundled is ${unused.map(([file]) => file).join(', ')}: scripts/lean.mjs replaces it`);
  },
};

function ownWords({ name, version }) {
  return { name, version };
}

function withLateSegmenter(code, made) {
  const imported = `import { segmenter as lateSegmenter } from ${JSON.stringify(segmenter)};\n`;
  return imported + replaced(code, [[made, 'lateSegmenter']]);
}

/** What is a constant becomes a function that makes it once; it is used as `name.` and as an argument. */
function lateRegex(code, name) {
  const [made = name, pattern = ''] = new RegExp(`const ${name} = (/.+/[a-z]+);`).exec(code) ?? [];
  const uses = [`${name}.test(`, `search(${name})`, `match(${name})`].filter((use) => code.includes(use));
  const count = (words) => code.split(words).length - 1;
  if (uses.reduce((sum, use) => sum + count(use), 1) !== count(name)) throw new Error(`${name} is used in another way: scripts/lean.mjs`);
  return [
    [made, `let ${name}Made;\nconst ${name} = () => (${name}Made ??= ${pattern});`],
    ...uses.map((use) => [use, use.replace(name, `${name}()`)]),
  ];
}

function wasmIn(code) {
  return /"data:application\/octet-stream;base64,[^"]+"/.exec(code)?.[0] ?? '"no WebAssembly,"';
}

function replaced(code, pairs) {
  return pairs.reduce((rest, [from, to]) => {
    if (!rest.includes(from)) throw new Error(`${from.slice(0, 80)} does not stand there any more: scripts/lean.mjs replaces it`);
    return rest.replaceAll(from, () => to);
  }, code);
}
