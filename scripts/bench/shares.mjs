// Where the time of one command goes, by the sampling profiler of V8: node scripts/bench/shares.mjs [--until FUNCTION] COMMAND…
// It runs bin/keyless.cjs in a terminal, in this environment; with `--until` nothing counts behind the last sample in that function, whose
// name is in the bundle after `node scripts/build.mjs --plain`. A profiler makes everything slower, so shares are what can be compared.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { spawn } from '@lydell/node-pty';

const rounds = 12;
const program = fileURLToPath(new URL('../../bin/keyless.cjs', import.meta.url));
const ends = process.argv.findIndex((word, at) => at > 1 && !word.startsWith('--until') && process.argv[at - 1] !== '--until');
const own = process.argv.slice(2, ends === -1 ? undefined : ends);
const words = ends === -1 ? [] : process.argv.slice(ends);
const { until = null } = parseArgs({ args: own, options: { until: { type: 'string' } } }).values;

const folder = mkdtempSync(join(tmpdir(), 'keyless-shares-'));
const totals = new Map();
for (let round = 0; round <= rounds; round += 1) {
  const profiles = join(folder, String(round));
  await run(profiles);
  // The first one fills the caches.
  if (round > 0) for (const file of readdirSync(profiles)) add(JSON.parse(readFileSync(join(profiles, file), 'utf8')));
}
rmSync(folder, { recursive: true, force: true });
const all = [...totals.values()].reduce((sum, us) => sum + us, 0);
for (const [name, us] of [...totals].toSorted(([, one], [, other]) => other - one))
  process.stdout.write(`${((us * 100) / all).toFixed(0).padStart(3)} %  ${name}\n`);

/** A screen is left as a person leaves it. */
function run(profiles) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--cpu-prof', '--cpu-prof-interval', '50', '--cpu-prof-dir', profiles, program, ...words], {
      cols: 80,
      rows: 24,
      env: process.env,
    });
    let seen = '';
    child.onData((data) => {
      seen += data;
      if (seen.includes('\u001B[?2004h')) child.write('\u0004');
    });
    child.onExit(resolve);
  });
}

function add({ nodes, samples, timeDeltas }) {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stackOf = (id) => (id === undefined ? [] : [...stackOf(parents.get(id)), byId.get(id).callFrame]);
  const stacks = new Map(nodes.map(({ id }) => [id, stackOf(id)]));
  const last =
    until === null ? samples.length - 1 : samples.findLastIndex((id) => stacks.get(id).some(({ functionName }) => functionName === until));
  for (const [at, id] of samples.slice(0, last + 1).entries()) {
    const name = shareOf(stacks.get(id));
    totals.set(name, (totals.get(name) ?? 0) + timeDeltas[at]);
  }
}

function shareOf(stack) {
  const leaf = stack.at(-1).functionName;
  if (leaf === '(idle)') return 'waiting';
  if (leaf === '(garbage collector)') return 'collecting garbage';
  if (stack.some(({ functionName }) => functionName === 'compileForInternalLoader')) return "loading Node's own modules";
  const last = stack.findLastIndex(isBundled);
  if (last === -1) return 'Node itself, before and behind the program';
  const isLoading = stack.some(isTop) || stack.slice(last).some(({ url }) => url.includes('modules/cjs/loader'));
  return isLoading ? 'loading the chunks of the program' : 'running it';
}

function isBundled({ url }) {
  return url.includes('/dist/');
}

/** What a chunk does when it is loaded. */
function isTop(frame) {
  return isBundled(frame) && frame.functionName === '' && frame.lineNumber === 0;
}
