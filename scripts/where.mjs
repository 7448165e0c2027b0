// Tells where in src/ a place in the bundle comes from: node scripts/where.mjs chunks/check-abc.cjs:1:2345 (or a whole stack on standard input).
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { text } from 'node:stream/consumers';

const maps = new Map();
const asked = process.argv.length > 2 ? process.argv.slice(2).join('\n') : await text(process.stdin);
process.stdout.write(`${asked.replace(/(?:[^\s()]*dist\/)?((?:chunks\/)?[\w-]+\.cjs):(\d+):(\d+)/g, source)}\n`);

function source(found, file, line, column) {
  const path = new URL(`../maps/${file}.map`, import.meta.url);
  // Of another build: its chunks have other names.
  if (!existsSync(path)) return found;
  if (!maps.has(file)) maps.set(file, new SourceMap(JSON.parse(readFileSync(path, 'utf8'))));
  const { originalSource, originalLine, originalColumn } = maps.get(file).findEntry(line - 1, column - 1);
  return originalSource === undefined ? found : `${originalSource.replace(/^(?:\.\.\/)+/, '')}:${originalLine + 1}:${originalColumn + 1}`;
}
