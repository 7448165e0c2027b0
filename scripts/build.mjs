// Bundles src/ into dist/: one entry for the program, one for the library, split so that each command loads what it needs. CommonJS,
// since Node loads it faster than modules. Everything is bundled, so the packed program has no dependency that could be missing or
// have moved. Source maps go to maps/, which is not packed: node scripts/where.mjs reads them.
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { rolldown } from 'rolldown';

import { bundled } from './bundled.mjs';
import { lean } from './lean.mjs';
import { shortExports } from './short-exports.mjs';
import { leaveOut } from './unreached.mjs';

// What is loaded together lies together: each file costs a start something. Behind each stand the files it needs, less
// those that an earlier one has.
const groups = ['process', 'commands/beginning', 'commands/explain', 'commands/explain-code', 'commands/help'].map((file, index) => ({
  name: index === 0 ? 'program' : file.replace('commands/', ''),
  test: (id) => id.endsWith(`/src/${file}.ts`),
  priority: 10 - index,
}));

let linesBefore = 0;
/** What bin/ loads is one file: not an entry that leads to it, nor another for what the bundler itself needs. */
const oneFile = {
  name: 'one file',
  generateBundle(_, files) {
    const program = files['program.cjs'];
    const [path, runtime] = Object.entries(files).find(([, { name }]) => name === 'rolldown-runtime');
    // On a line of its own, and the rest where it was: that line is all the map has to learn.
    const asked = `require("./${path}")`;
    if (!program.code.includes(asked)) throw new Error(`the program does not ask for ${path} any more: scripts/build.mjs replaces that`);
    const before = `const bundled=(exports=>{${runtime.code};return exports})({});\n`;
    linesBefore = before.split('\n').length - 1;
    program.code = before + program.code.replace(asked, 'bundled'.padEnd(asked.length));
    const [, name] = /exports\.start ?= ?\w+\.(\w+)/.exec(files['start.cjs'].code);
    program.code += `exports.start=exports.${name};`;
    delete files['start.cjs'];
  },
};

// Built aside and put in place at the end, so that a program that is running meanwhile finds its chunks.
const aside = `dist.${process.pid}`;
const bundle = await rolldown({
  input: { start: 'src/process.ts', index: 'src/index.ts' },
  platform: 'node',
  plugins: [lean, leaveOut, shortExports, oneFile, bundled],
  transform: { target: 'node22.21', define: { 'process.env.NODE_ENV': '"production"' } },
});
const { output } = await bundle.write({
  dir: aside,
  format: 'cjs',
  minify: !process.argv.includes('--plain'),
  sourcemap: 'hidden',
  entryFileNames: '[name].cjs',
  chunkFileNames: ({ name }) => (name === 'program' ? 'program.cjs' : 'chunks/[name]-[hash].cjs'),
  comments: false,
  codeSplitting: { groups },
});
await bundle.close();
await writeFile(join(aside, 'index.js'), importable(output.find(({ name }) => name === 'index').exports));
await packManPage();
await putMapsApart();
await rm('dist', { recursive: true, force: true });
await rename(aside, 'dist');

/** The library for `import`: the names of the one instance that `require` gives, so that an error is of the same class for both. */
function importable(names) {
  return `export { ${names.toSorted().join(', ')} } from './index.cjs';\n`;
}

/** As every `man` reads it; a third of the size. */
async function packManPage() {
  await mkdir(join(aside, 'man'));
  await writeFile(join(aside, 'man', 'keyless.1.gz'), gzipSync(await readFile('man/keyless.1'), { level: 9 }));
}

async function putMapsApart() {
  await rm('maps', { recursive: true, force: true });
  const maps = (await readdir(aside, { recursive: true })).filter((file) => file.endsWith('.map'));
  await mkdir('maps/chunks', { recursive: true });
  for (const file of maps) await rename(join(aside, file), join('maps', file));
  const map = JSON.parse(await readFile('maps/program.cjs.map', 'utf8'));
  await writeFile('maps/program.cjs.map', JSON.stringify({ ...map, mappings: ';'.repeat(linesBefore) + map.mappings }));
}
