import { execFileSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import type { Known } from '../../src/findings/explanation.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import { shellWord } from '../../src/settings/shell-word.js';
import { readCommandLine } from '../../src/tools/command-line.js';
import type { Argument, CommandLine } from '../../src/tools/command-line.js';
import { readWords } from '../../src/tools/command-words.js';
import type { Words } from '../../src/tools/command-words.js';
import { acme, everyFinding, github, unknown } from '../findings/words-samples.js';

const nasty = [
  "it's",
  'two words',
  '$HOME `id` $(id)',
  'a"b\\c',
  'line\nbreak',
  '!!',
  '',
  '-n',
  '=ls',
  '~',
  "'",
  `'"$`,
  '*?[a]',
  'ü€',
  ';id',
  '\\',
  '#x',
  'a#b',
  'CAPITALS',
];

/** The sets of what may be known, hostile values among them. */
const knowns: Known[] = [
  acme,
  unknown,
  github,
  { ...acme, identity: null },
  { ...acme, identity: 'app-registration' },
  { ...acme, identityGroup: 'rg-acme', endpoint: 'https://acme.azure-api.net' },
  ...nasty.filter(Boolean).map((value) => ({
    ...acme,
    domain: value,
    oidcClientId: value,
    audience: value,
    azureClientId: value,
    endpoint: value,
    issuer: value,
    subject: value,
    credentialName: value,
    identity: null,
    identityName: value,
  })),
];

/** Every command text that any explanation and any guide prints. */
function everyCommand(known: Known): string[] {
  const explained = everyFinding.flatMap((found) =>
    explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : [])),
  );
  const guided = things.flatMap((thing) => guideOf(thing, known).commands.map(({ command }) => command));
  return [...explained, ...guided];
}

const every = [...new Set(knowns.flatMap(everyCommand))];
const ours = every.filter((text) => /^(?:az|auth0) /.test(text));

/** How a look-up is written into the argument it belongs to, so that its own arguments can be compared too. */
const looked = (args: readonly string[]): string => `<${args.map((arg) => `${arg}\u0002`).join('')}>`;

/** The argument lists that bash makes of these texts, all in one run. */
function byBash(texts: readonly string[]): string[][] {
  const functions = `
run() {
  if [ "$BASH_SUBSHELL" = 0 ]; then printf '%s\\0' "$@"; printf '\\1'; return; fi
  printf '<'; printf '%s\\2' "$@"; printf '>'
}
az() { run az "$@"; }; auth0() { run auth0 "$@"; }`;
  const out = execFileSync('bash', ['-s'], { input: `${functions}\n${texts.join('\n')}\n`, encoding: 'utf8', maxBuffer: 50_000_000 });
  return out
    .split('\u0001')
    .slice(0, -1)
    .map((one) => one.split('\0').slice(0, -1));
}

function byUs(words: Words): string[] {
  return words.map((word) => word.map((piece) => ('text' in piece ? piece.text : looked(byUs(piece.lookup)))).join(''));
}

test('there are many commands to compare, with look-ups and hostile values among them', () => {
  expect(ours.length).toBeGreaterThan(500);
  expect(ours.filter((text) => text.includes('$(')).length).toBeGreaterThan(10);
  expect(ours.filter((text) => text.includes(String.raw`'\''`)).length).toBeGreaterThan(10);
});

test('every command text of ours is read into the arguments that bash gives a program', () => {
  // A redirection takes the whole text out of what is read, and is written to no file here.
  const read = ours.filter((text) => !text.endsWith(' > credential.json'));
  const bash = byBash(read);
  expect(bash.length).toBe(read.length);
  for (const [at, text] of read.entries()) {
    const words = readWords(text);
    expect(words.ok ? byUs(words.words) : words.unread, text).toEqual(bash[at]);
  }
});

test.each(nasty)('%j, quoted for a shell, is one word again', (value) => {
  const words = readWords(`az ${shellWord(value)} x`);
  expect(words.ok && byUs(words.words)).toEqual(['az', value, 'x']);
});

/** The reason, or the arguments. */
function reasonOf(text: string): string {
  const read = readCommandLine(text);
  return read.ok ? 'runs' : `${read.reason.why} ${read.reason.what}`;
}

describe('what is for a person only', () => {
  test.each([
    ['az identity show --name IDENTITY_NAME', 'placeholder IDENTITY_NAME'],
    [`az identity list --query "[?name=='IDENTITY_NAME'].clientId" --output tsv`, 'placeholder IDENTITY_NAME'],
    ['auth0 api get client-grants -q client_id=CLIENT_ID', 'placeholder CLIENT_ID'],
    ['auth0 api patch resource-servers/API_IDENTIFIER --data {}', 'shell-syntax {'],
    [`az ad app federated-credential create --id x --parameters '{"issuer":"ISSUER"}'`, 'placeholder ISSUER'],
    [`az role assignment create --scope "$(az x --name ACCOUNT_NAME)"`, 'placeholder ACCOUNT_NAME'],
    ['az identity federated-credential list --output json > credential.json', 'redirection >'],
    ['az account show | jq .', 'pipe |'],
    ['az account show && rm -rf /', 'shell-syntax &'],
    ['az account show; id', 'shell-syntax ;'],
    ['az account show --name $HOME', 'shell-syntax $'],
    ['az account show --name "$HOME"', 'shell-syntax $'],
    ['az account show --name `id`', 'shell-syntax `'],
    ['az account show --name "`id`"', 'shell-syntax `'],
    ['az account show --name $(az x)', 'shell-syntax $'],
    ['az account show --name ~', 'shell-syntax ~'],
    ['az account show\nid', 'shell-syntax \n'],
    [`az account show --name 'x`, "open-quote '"],
    ['az account show --name "x', 'open-quote '],
    ['az account show --name "$(az x"', 'open-quote '],
    ['keyless check --wait', 'other-program keyless'],
    ['az account show --name "$(curl -s x)"', 'other-program curl'],
    ['az login --tenant x', 'sign-in login'],
    ['auth0 login', 'sign-in login'],
    ['', 'other-program '],
  ])('%j: %s', (text, reason) => expect(reasonOf(text)).toBe(reason));

  test('the heading of a column is no word to fill in, nor is a name that only looks like one', () => {
    expect(reasonOf('az identity list --query "[].{IDENTITY_NAME:name, RESOURCE_GROUP:resourceGroup}" --output table')).toBe('runs');
    expect(reasonOf('az group show --name MY_RESOURCE_GROUP_2')).toBe('runs');
    expect(reasonOf('az group show --name PROD')).toBe('runs');
    for (const name of ['rg-LOCATION', 'LOCATION-rg', 'rg.LOCATION', 'LOCATION.rg', "'my LOCATION'", "'rg(LOCATION)'"])
      expect([name, reasonOf(`az group show --name ${name}`)]).toEqual([name, 'runs']);
    expect(reasonOf('az rest --method get --url /subscriptions/s/resourceGroups/rg-LOCATION/resources')).toBe('runs');
    expect(reasonOf('az rest --method get --url /subscriptions/SUBSCRIPTION_ID/resources')).toBe('placeholder SUBSCRIPTION_ID');
  });

  test('a text is runnable exactly where nobody has to fill in anything, and no other sign stands in it', () => {
    const capitals = /\b(?!A-Z)[A-Z]{2,}(?:_[A-Z]+)+\b(?!:)|\b(?:ISSUER|SUBJECT|AUDIENCE|LOCATION)\b(?!:)/;
    for (const text of [...everyCommand(acme), ...everyCommand(unknown)].filter((one) => /^(?:az|auth0) (?!login)/.test(one)))
      expect([text, reasonOf(text) === 'runs']).toEqual([text, !capitals.test(text) && !/ > /.test(text)]);
  });
});

test('a look-up is a command within an argument', () => {
  const text = `az role assignment create --role x --scope "$(az cognitiveservices account list --query "[?a=='b'].id" --output tsv)/deployments"`;
  const read = readCommandLine(text);
  const [, , , , , , scope] = read.ok ? read.command.args : [];
  const lookup: CommandLine = {
    text: `az cognitiveservices account list --query "[?a=='b'].id" --output tsv`,
    tool: 'az',
    args: ['cognitiveservices', 'account', 'list', '--query', "[?a=='b'].id", '--output', 'tsv'].map((arg): Argument => [arg]),
  };
  expect(scope).toEqual([lookup, '/deployments']);
});
