// Measures what docs/performance.md says: node scripts/measure.mjs [ROUNDS]
// Each command is run in turn with a Node that does nothing, and is told as a ratio to it: a busy machine is busy for both.
import { spawn as spawnChild } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { spawn as spawnTerminal } from '@lydell/node-pty';

const rounds = Number(process.argv[2] ?? 15);
const program = fileURLToPath(new URL('../bin/keyless.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keyless-measure-'));
const home = { PATH: process.env.PATH, HOME: folder, TERM: 'xterm-256color' };
const keyless = (...args) => [process.execPath, '--', program, ...args];

const place = await openSandbox();
const commands = [
  { name: 'keyless --version', what: 'the start', run: () => whole(keyless('--version')) },
  { name: 'keyless --help', what: 'the table of commands', run: () => whole(keyless('--help')) },
  {
    name: 'keyless explain trust/issuer-slash',
    what: 'the words; nobody is asked',
    run: () => whole(keyless('explain', 'trust/issuer-slash')),
  },
  { name: 'keyless', what: 'the first frame of the screen', run: () => firstFrame(keyless(), 'keyless') },
  {
    name: 'keyless check',
    what: 'all of it, against a sandbox that runs already',
    run: () => whole(keyless('check', '--plain'), place.env),
  },
  {
    name: 'keyless check --sandbox',
    what: 'the same, and the start of a sandbox with its keys and certificates',
    run: () => whole(keyless('check', '--sandbox')),
  },
];
const taken = commands.map(() => []);
// Round 0 only fills the caches of the disk; with no other it is what there is.
for (let round = 0; round <= rounds; round += 1) {
  for (const [index, { run }] of commands.entries()) {
    const floor = await whole([process.execPath, '-e', '0']);
    const time = await run();
    if (round > 0 || rounds === 0) taken[index].push({ floor, time, ratio: time / floor });
  }
}
place.close();
rmSync(folder, { recursive: true, force: true });
print();

/** Milliseconds from the start of a program to its end. */
function whole([file, ...args], env = home) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawnChild(file, args, { cwd: folder, env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(performance.now() - start) : reject(new Error(`${args.join(' ')}: exit ${code}`))));
  });
}

/** Milliseconds from the start of a program to the first time it shows this, in a terminal of 80x24. */
function firstFrame([file, ...args], shows) {
  const start = performance.now();
  return new Promise((resolve) => {
    const terminal = spawnTerminal(file, args, { cols: 80, rows: 24, cwd: folder, env: home });
    let seen = '';
    let time = null;
    terminal.onData((data) => {
      seen += data;
      if (time !== null || !seen.includes(shows)) return;
      time = performance.now() - start;
      terminal.kill();
    });
    terminal.onExit(() => resolve(time));
  });
}

/** Pretend services in a process of their own, and the variables with which the program reaches them. */
function openSandbox() {
  const [file, ...args] = keyless('sandbox', '--json');
  const child = spawnChild(file, args, { cwd: folder, env: home, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout.on('data', (data) => {
      text += data;
      if (!text.endsWith('}\n')) return;
      const { settings, clients } = JSON.parse(text).sandbox;
      resolve({ env: { ...home, ...settings, ...clients }, close: () => child.kill() });
    });
  });
}

function print() {
  const rows = commands.map(({ name, what }, index) => {
    const [time, ratio] = ['time', 'ratio'].map((key) => median(taken[index].map((one) => one[key])));
    return `| \`${name}\` | ${what} | ${time.toFixed(0)} | ${ratio.toFixed(ratio < 10 ? 2 : 0)} |`;
  });
  const floor = median(taken.flat().map((one) => one.floor));
  const lines = [
    `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${rounds} rounds, medians:`,
    '',
    '| Command | What it is | ms | of a start of Node |',
    '|---|---|---|---|',
    `| \`node -e 0\` | Node, doing nothing | ${floor.toFixed(0)} | 1 |`,
    ...rows,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
