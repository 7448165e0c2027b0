import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { emptyNode, pair, wholeMs } from './child.mjs';
import { printedMs } from './first-frame.mjs';
import { Unavailable, node, npm, root } from './place.mjs';
import { inTerminal } from './terminal.mjs';

const wanted = fileURLToPath(new URL('peers', import.meta.url));
const cache = join(root, 'node_modules', '.cache');

/** Nobody is told of it, and nobody is asked whether there is a newer one; what asks nevertheless gets no answer. */
const quiet = {
  AZURE_CORE_COLLECT_TELEMETRY: 'false',
  GH_NO_UPDATE_NOTIFIER: '1',
  GH_TELEMETRY: 'false',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
};

const tools = [
  ...['envinfo', 'create-vite', 'npm'].map((name) => ({ name, rounds: 11, open: (place) => fetched(name, place) })),
  { name: 'gh', rounds: 11, open: (place) => onPath('gh', place) },
  { name: 'az', rounds: 3, open: (place) => onPath('az', place) },
];

/** What others need for the same, beside the same Node: nothing to hold, something to compare with. */
export const peers = [...tools.flatMap((tool) => ['--version', '--help'].map((option) => started(tool, option))), firstPrompt()];

function started({ name, rounds, open }, option) {
  const row = `${name}${option.slice(1)}`;
  return {
    name: row,
    group: 'peers',
    rounds,
    rows: [{ name: row, what: `\`${name} ${option}\``, unit: 'ms', against: '`node -e 0`' }],
    open,
    // Some end their help with an exit code of their own.
    take: async ({ place, round, opened }) => ({
      [row]: await pair(
        round,
        () => wholeMs(place, [...opened.command, option], { env: quiet, exit: null }),
        () => wholeMs(place, emptyNode),
      ),
    }),
  };
}

function firstPrompt() {
  return {
    name: 'create-vite-prompt',
    group: 'peers',
    rounds: 11,
    rows: [
      {
        name: 'create-vite-prompt',
        what: '`create-vite` in a terminal, to its first prompt',
        unit: 'ms',
        against: 'Node printing a line there',
      },
    ],
    open: (place) => fetched('create-vite', place),
    take: async ({ place, round, opened }) => ({
      'create-vite-prompt': await pair(
        round,
        () => promptMs(place, opened),
        () => printedMs(place),
      ),
    }),
  };
}

function promptMs(place, { command }) {
  return inTerminal(
    place,
    command,
    { env: quiet },
    async ({ when, startedAt }) => (await when((text) => text.includes('Project name'), 'a prompt')) - startedAt,
  );
}

async function onPath(name, { env }) {
  if (spawnSync(name, ['--version'], { env: { ...env, ...quiet } }).error) throw new Unavailable(`there is no ${name} on PATH`);
  return { command: [name] };
}

/** A peer of peers/package.json: all are fetched by `npm ci`, once, into node_modules/.cache, and none of their scripts is run. */
async function fetched(name, place) {
  await fetchAll(place).catch((error) => {
    throw new Unavailable(
      `not fetched: ${String(error.stderr || error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  });
  const folder = join(cache, 'bench-peers', 'node_modules', name);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { command: [node, join(folder, typeof bin === 'string' ? bin : bin[name])] };
}

async function fetchAll(place) {
  const [lock, have] = await Promise.all(
    [wanted, join(cache, 'bench-peers')].map((folder) => readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => null)),
  );
  if (have === lock) return;
  // Put in place when it is whole; what was broken off is taken away by the next one.
  const aside = join(cache, 'bench-peers.aside');
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(wanted, name), join(aside, name));
  const options = ['--no-bin-links', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
  await npm(place, ['ci', ...options], aside);
  await rm(join(cache, 'bench-peers'), { recursive: true, force: true });
  await rename(aside, join(cache, 'bench-peers'));
}
