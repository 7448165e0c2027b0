import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two versions of the settings, which differ in every line that is ours. */
export function valuesOf(letter: string): Record<string, string> {
  return {
    OIDC_ENDPOINT: `${letter.repeat(40)}.eu.auth0.com`,
    OIDC_CLIENT_SECRET: letter.repeat(64),
    AZURE_AOAI_MODEL_DEPLOYMENT_NAME: letter.repeat(9000),
  };
}

const foreign = [
  '# a comment, M\u00FCller',
  'export OTHER="of somebody else" # stays',
  '',
  ...Array.from({ length: 200 }, (_, at) => `LINE_${at}=${at}`),
];

const ours = (letter: string): string[] => Object.entries(valuesOf(letter)).map(([name, value]) => `${name}=${value}`);

/** A file of a team with lines of ours in it. */
export const heldText = (letter: string): string => [...foreign, ...ours(letter), '# the end'].join('\r\n');

/** A file that only we write. */
export const madeText = (letter: string): string => `${ours(letter).join('\n')}\n`;

export const exportText = 'resource "azurerm_federated_identity_credential" {}\n'.repeat(400);

/** The files that are written and killed, below this folder, as a team might have them: one that its group reads, and one behind a link. */
export function layOut(folder: string): void {
  for (const name of ['held', 'linked', 'real', 'made', 'state', 'git', 'export']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'held', '.env'), heldText('a'), { mode: 0o640 });
  writeFileSync(join(folder, 'real', 'shared.env'), heldText('a'), { mode: 0o600 });
  symlinkSync('../real/shared.env', join(folder, 'linked', '.env'));
}

/** What is wrong with the files after a kill: nothing, where each is the old one or the new one. Beside it, what the kill has left behind. */
export function judgeFiles(folder: string): { wrong: string[]; leftovers: string[] } {
  const read = (path: string): string | null =>
    statSync(join(folder, path), { throwIfNoEntry: false }) ? readFileSync(join(folder, path), 'utf8') : null;
  const mode = (path: string): number => statSync(join(folder, path)).mode & 0o777;
  const held = new Set([heldText('a'), heldText('b')]);
  const made = [madeText('a'), madeText('b'), null];
  const draft = readdirSync(join(folder, 'state')).find((name) => name.endsWith('.json'));
  const draftText = draft === undefined ? null : read(join('state', draft));
  const ignored = (read('git/.gitignore') ?? '').split('\n').slice(0, -1);
  const first = Number(/\d+/.exec(ignored[0] ?? '')?.[0] ?? 0);
  const checks: [string, boolean][] = [
    ['held', held.has(read('held/.env') ?? '')],
    ['held, its mode', mode('held/.env') === 0o640],
    ['linked', held.has(read('real/shared.env') ?? '')],
    ['linked, its mode', mode('real/shared.env') === 0o600],
    ['made', made.includes(read('made/.env.sandbox'))],
    ['made, its mode', read('made/.env.sandbox') === null || mode('made/.env.sandbox') === 0o600],
    [
      'draft',
      draftText === null ||
        /^\{"over":"[0-9a-f]{64}","values":\{"OIDC_ENDPOINT":"(?:a{2000}|b{2000})\.eu\.auth0\.com"\}\}\n$/.test(draftText),
    ],
    ['draft, its mode', draft === undefined || mode(join('state', draft)) === 0o600],
    ['.gitignore', ignored.every((line, at) => line === `/.env-${first + at}`)],
    ['export', [exportText, null].includes(read('export/main.tf'))],
  ];
  const leftovers = ['held', 'linked', 'real', 'made', 'state', 'git', 'export'].flatMap((name) =>
    readdirSync(join(folder, name)).flatMap((file) => (file.includes('.keyless-') ? [join(name, file)] : [])),
  );
  const wide = leftovers.filter((name) => /^(?:real|linked|made|state)/.test(name) && (mode(name) & 0o077) !== 0);
  return {
    wrong: [...checks.flatMap(([name, isRight]) => (isRight ? [] : [name])), ...wide.map((name) => `${name}, its mode`)],
    leftovers,
  };
}
