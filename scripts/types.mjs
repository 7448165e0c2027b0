// Puts the types of the library beside its code, once for `import` and once for `require`: of all that the compiler wrote, those files
// that src/index.ts leads to. None of them may name a package or a module of Node, since nothing is installed with this one.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const written = 'node_modules/.cache/types/src';
const found = new Set();

async function follow(file) {
  if (found.has(file)) return;
  found.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, from] of text.matchAll(/(?:from|import\(?)\s*'([^']+)'/g)) {
    if (!from.startsWith('.')) throw new Error(`${relative(written, file)} names ${from}, which is not there where keyless is installed`);
    await follow(join(dirname(file), from.replace(/\.js$/, '.d.ts')));
  }
}

await follow(join(written, 'index.d.ts'));
for (const target of ['dist/types', 'dist/cjs']) {
  for (const file of found) await cp(file, join(target, relative(written, file)));
}
// A program that requires the library gets the one instance that others import: an error is of the same class for both.
await mkdir('dist/cjs', { recursive: true });
await writeFile('dist/cjs/package.json', '{ "type": "commonjs" }\n');
await writeFile('dist/cjs/index.js', "'use strict';\nmodule.exports = require('../index.js');\n");
