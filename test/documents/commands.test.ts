import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import manifest from '../../package.json' with { type: 'json' };
import { readArgs } from '../../src/commands/args.js';
import { commandNames } from '../../src/commands/command-table.js';
import { plant } from '../../src/sandbox/faults.js';
import { ask } from '../sandbox/client.js';
import { auth0Folder } from '../support/auth0-cli.js';
import { hasAz, azNote } from '../support/az.js';
import { keyless, root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { commands } from './commands.js';
import type { Row } from './commands.js';
import { documents } from './files.js';
import { addProgram, openRoom } from './room.js';
import type { Room } from './room.js';

/** Made from the words of the program, with a test of their own. */
const generated = new Set(['docs/errors.md', 'docs/guide.md']);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const texts = documents.filter((file) => !generated.has(file)).map(read);

const printed = new Set(
  texts
    .flatMap((text) => [...text.matchAll(/^```(?:sh|bash|console)\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n')))
    .map((line) => line.replace(/^\$ |\s+# .*$/g, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#')),
);

const isRow = (entry: [string, object]): entry is [string, Row] => 'exit' in entry[1];
const rows = Object.entries(commands).filter(isRow);

let room: Room;
let files: Record<string, string>;
beforeAll(async () => {
  room = await openRoom();
  files = await filesIn(room);
  await addProgram(room.bin, 'pbpaste', `cat '${join(room.home, 'clipboard')}'`);
  await writeFile(join(room.home, 'clipboard'), files['error.log'] ?? '');
});
afterAll(() => room.close());

/** What a person has at hand: an error that has since been mended, what Azure held then, a token, and a run. */
async function filesIn({ place }: Room): Promise<Record<string, string>> {
  plant(place.world, 'trust/issuer-slash');
  const { settings } = place;
  const held = credentialOf(settings);
  const broken = await inside(['check', '--sandbox', '--json'], { place });
  place.mend();
  const form = {
    grant_type: 'client_credentials',
    client_id: settings.OIDC_CLIENT_ID,
    client_secret: settings.OIDC_CLIENT_SECRET,
    audience: settings.OIDC_AUDIENCE,
  };
  const token = await ask(place, `https://${settings.OIDC_ENDPOINT}/oauth/token`, { form });
  const said = (JSON.parse(broken.stdout) as { diagnoses: { upstream?: { said: string } }[] }).diagnoses[0]?.upstream?.said ?? '';
  return {
    'keyless.json': broken.stdout,
    'credential.json': held,
    'token.txt': token.body.access_token,
    'error.log': said,
  };
}

/** As az prints it. */
function credentialOf(settings: Record<string, string>): string {
  const { AZURE_FEDERATED_ISSUER: issuer, AZURE_FEDERATED_SUBJECT: subject, AZURE_FEDERATED_AUDIENCE: audience } = settings;
  return JSON.stringify([{ name: 'auth0', issuer, subject, audiences: [audience] }]);
}

/** What needs no shell and no file is run in this process, where the settings of the place are those of `--sandbox`. */
function wordsInside(command: string): string[] | null {
  const words = /^keyless ((?:check|prompt|export|explain|sandbox --list)\b[^|>&]*)$/.exec(command)?.[1];
  if (words === undefined || /\.(?:json|log|txt)\b/.test(words)) return null;
  return [...wordsOf(words), ...(/^explain|^sandbox|--sandbox/.test(words) ? [] : ['--sandbox'])];
}

/** Runs a command as a person with settings would, in a folder of its own, by a shell. */
async function runIn({ place, env, home }: Room, command: string, { as = command, inRepository, until }: Row): Promise<Run> {
  const words = wordsInside(as);
  if (words) return inside(words, as.includes('--fault') ? {} : { place });
  const folder = await mkdtemp(join(home, 'at-'));
  const given = command.includes('check --federated') ? { ...files, 'credential.json': credentialOf(place.settings) } : files;
  await Promise.all(Object.entries(given).map(([name, text]) => writeFile(join(folder, name), text)));
  const PATH = `${join(home, 'bin')}:${await auth0Folder({ signsIn: true })}:${process.env['PATH'] ?? ''}`;
  let isStopped = false;
  return keyless(['-c', as.replace(/\bNAME\b/, 'id-keyless').replace(/\bGROUP\b/, 'rg-keyless')], {
    program: ['/bin/bash'],
    cwd: inRepository ? root : folder,
    env: { ...env, ...place.settings, HOME: home, PATH, npm_config_prefix: join(folder, 'prefix') },
    onOutput(text, kill) {
      if (isStopped || !until?.test(text)) return;
      isStopped = true;
      kill('SIGINT');
    },
  });
}

/** What is not as its row says. Two at a time; what two rows run is run once. */
async function failures(wanted: readonly (readonly [string, Row])[]): Promise<unknown[]> {
  const left = [...wanted];
  const runs: Record<string, Promise<Run>> = {};
  const found: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [command, row] = next;
      const run = (runs[row.as ?? command] ??= runIn(room, command, row));
      const { code, stdout, stderr } = await run;
      const isAsSaid = code === row.exit && (row.says?.test(stdout + stderr) ?? true);
      if (!isAsSaid) found.push({ command, code, stdout: stdout.slice(-600), stderr: stderr.slice(-600) });
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

describe('every command that stands in a document', () => {
  test('has a row, and every row stands in a document', () => {
    expect(printed.size).toBeGreaterThan(40);
    expect([...printed].filter((command) => !(command in commands))).toEqual([]);
    expect(Object.keys(commands).filter((command) => !printed.has(command))).toEqual([]);
  });

  test('ends as its row says', async () => {
    expect(await failures(rows.filter(([, { az }]) => !az))).toEqual([]);
  }, 180_000);

  test.skipIf(!hasAz)(
    `ends as its row says, with a real az (${azNote})`,
    async () => {
      expect(await failures(rows.filter(([, { az }]) => az))).toEqual([]);
    },
    180_000,
  );

  test('that cannot be run in a test names what runs it, the scripts that there are, and files that exist', () => {
    for (const [command, row] of Object.entries(commands)) {
      if ('shownBy' in row) expect(existsSync(join(root, row.shownBy))).toBe(true);
      for (const [, script = ''] of command.matchAll(/npm run (?:--silent )?(\w+)/g)) expect(manifest.scripts).toHaveProperty(script);
      for (const [path] of command.matchAll(/(?<= )test\/[\w./-]+/g)) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    }
  });
});

test('what is said of a command between the lines is a command line that keyless takes', () => {
  const spans = texts.flatMap((text) =>
    [...text.matchAll(/`keyless( [^`\n]+)`/g)].map(([, words = '']) => words.trim().replace(/\bKIND\b/, 'typescript')),
  );
  expect(spans.length).toBeGreaterThan(30);
  const names: readonly string[] = commandNames;
  const refused = spans.filter((words) => !words.includes('…') && !names.includes(words) && !readArgs(wordsOf(words)).ok);
  expect([...new Set(refused)]).toEqual([]);
});

/** As a shell would split it: a quoted text is one word. */
function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
}
