// Measures what docs/performance.md says: npm run bench [-- --json] [--write] [--rounds N] [--only NAME] [--program FILE]
// Everything is told as a ratio to something that was run beside it: a busy machine is busy for both.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { checks, curls } from './check.mjs';
import { earlyKeys, firstFrame } from './first-frame.mjs';
import { footprint } from './footprint.mjs';
import { keys } from './keys.mjs';
import { longChat, memory } from './memory.mjs';
import { peers } from './peers.mjs';
import { openPlace, root, takeProgram } from './place.mjs';
import { measure, usualRounds } from './rounds.mjs';
import { starts } from './starts.mjs';
import { longAnswers, streams } from './stream.mjs';
import { renderTable, written } from './table.mjs';

const experiments = [...starts, firstFrame, earlyKeys, keys, checks, curls, streams, longAnswers, memory, longChat, footprint, ...peers];
const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    rounds: { type: 'string', default: String(usualRounds) },
    only: { type: 'string', multiple: true, default: [] },
    program: { type: 'string' },
  },
});
const rounds = Number(asked.rounds);
const wanted = experiments.filter((one) => asked.only.length === 0 || asked.only.some((name) => namesOf(one).includes(name)));
const problem = problemOf();
if (problem === null) await bench();
else {
  process.stderr.write(`✗ ${problem}\n`);
  process.exitCode = 2;
}

/** An experiment goes by its own name, by that of its group, and by those of its rows. */
function namesOf({ name, group = name, rows }) {
  return [name, group, ...rows.map((row) => row.name)];
}

function problemOf() {
  if (!Number.isInteger(rounds) || rounds < 1) return '--rounds takes a number from 1.';
  const names = experiments.flatMap(namesOf);
  const strange = asked.only.find((name) => !names.includes(name));
  if (strange !== undefined) return `There is no ${strange}. There are: ${[...new Set(names)].join(', ')}.`;
  return asked.write && asked.only.length > 0 ? 'A part of the table is not written into the document.' : null;
}

async function bench() {
  const place = await openPlace();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void place.close().finally(() => process.exit(130)));
  try {
    await takeProgram(place, asked.program === undefined ? null : resolve(asked.program));
    show(await resultOf(place));
  } catch (error) {
    // What breaks because everything was ended says nothing.
    if (!place.isClosed) throw error;
  } finally {
    await place.close();
  }
}

async function resultOf(place) {
  const startedAt = new Date();
  const load = [loadavg()[0]];
  const rows = [];
  for (const experiment of wanted) {
    const start = performance.now();
    rows.push(...(await measure(experiment, place, rounds)));
    process.stderr.write(`${experiment.name}  ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  }
  load.push(loadavg()[0]);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    schemaVersion: 1,
    keyless: version,
    isInstalled: place.installed !== null,
    node: process.versions.node,
    machine: { platform: process.platform, arch: process.arch, cores: cpus().length, cpu: cpus()[0]?.model.trim() ?? 'unknown', load },
    rounds,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    rows,
    notHeld: rows.filter(({ isHeld }) => isHeld === false).map(({ name }) => name),
  };
}

/** One JSON document or one table on standard output; what is not held, and what ended in an error, on the other. */
function show(result) {
  const table = renderTable(result);
  process.stdout.write(`${asked.json ? JSON.stringify(result, null, 2) : table}\n`);
  const document = join(root, 'docs', 'performance.md');
  if (asked.write) writeFileSync(document, written(readFileSync(document, 'utf8'), table));
  for (const { name, problem: why } of result.rows) if (why !== null) process.stderr.write(`${name}: ${why}\n`);
  if (result.notHeld.length === 0) return;
  process.stderr.write(`✗ Not held: ${result.notHeld.join(', ')}\n`);
  process.exitCode = 1;
}
