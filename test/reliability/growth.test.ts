import { expect, test } from 'vitest';

import { plainWords as wordsOfBody } from '../../src/chain/exchange.js';
import { decodeAssertion } from '../../src/chain/assertion.js';
import { createRedactor } from '../../src/chain/redact.js';
import { givenByProgram } from '../../src/commands/explain-given-by.js';
import { readInText } from '../../src/commands/explain-inputs.js';
import { explainShown } from '../../src/commands/explain-shown.js';
import { withoutPastedSecrets } from '../../src/commands/pasted-secrets.js';
import { describeDifference } from '../../src/findings/describe-difference.js';
import { difference } from '../../src/findings/difference.js';
import { readDifference } from '../../src/findings/difference/read-difference.js';
import { closestCredential } from '../../src/findings/recognise/closest-credential.js';
import { explainedText } from '../../src/report/explained-text.js';
import { code, fenced, prose } from '../../src/report/markdown-text.js';
import { printable, printableLines } from '../../src/report/printable.js';
import { readCredentialJson } from '../../src/settings/credential-json.js';
import { readCredentialText } from '../../src/settings/credential-text.js';
import { diffEnv } from '../../src/settings/env-diff.js';
import { mergeEnv } from '../../src/settings/env-file.js';
import { fields } from '../../src/settings/fields.js';
import { readGivenText, readGivenToken } from '../../src/settings/given-text.js';
import { oddLinesIn } from '../../src/settings/odd-lines.js';
import { readBlock } from '../../src/settings/paste.js';
import { hideSecretsIn } from '../../src/settings/secrecy.js';
import { Secret } from '../../src/settings/secret.js';
import { readCommandLine } from '../../src/tools/command-line.js';
import { plainWords } from '../../src/tools/said.js';
import { cutMiddle, fold } from '../../src/ui/cells.js';
import { inputRows } from '../../src/ui/input-rows.js';
import { splitInput } from '../../src/ui/keys.js';
import { answerLines } from '../../src/ui/talk/answer-lines.js';
import { nothingRead, readEnd, readPiece } from '../../src/ui/talk/answer-reader.js';
import { edit, emptyEditor } from '../../src/ui/text-editor.js';
import { isLong, seed } from '../support/cases.js';

const secret = new Secret('kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2');
const settings = new Map(fields.map(({ name }) => [name, 'value']));
const room = { columns: 80, rows: 24, paint: (_: string, text: string): string => text, link: (text: string): string => text };
const { redact, stripStream } = createRedactor([secret]);

/** Whatever reads, recognises, hides or draws a text that comes from outside. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'an env file, read, written and compared': (text) => diffEnv(text, mergeEnv(text, settings).text),
  'the odd lines of an env file': oddLinesIn,
  'a setting': (text) => fields.map((field) => field.parse(text)),
  'what a given text is': (text) => [readGivenText(text), readGivenToken(text)],
  'a pasted block': (text) => readBlock(text, 'OIDC_ENDPOINT'),
  'a credential': (text) => [readCredentialText(text), readCredentialJson(text)],
  'a token': (text) => decodeAssertion(new Secret(text)),
  'what hides secrets': (text) => [redact(text), hideSecretsIn(text), withoutPastedSecrets(text.split('\n'))],
  'what hides secrets in a stream': (text) => streamed(text),
  'what explains': (text) => explained(text),
  'two values that differ': (text) => describeDifference(readDifference('issuer', text, `${text.slice(1)}x`)),
  'their alignment': (text) => difference(text, text.split('').toReversed().join('')),
  'the closest credential': (text) =>
    closestCredential({ issuer: text, subject: text, audience: text }, [
      { name: null, issuer: `${text}/`, subject: text.slice(1), audience: 'a', source: 'pasted' },
    ]),
  'the words of a tool and of a page': (text) => [plainWords(text), wordsOfBody(text)],
  'a command line': readCommandLine,
  'what a terminal may show': (text) => [printable(text), printableLines(text)],
  'a column of words': (text) => columnOf(printable(text.slice(0, text.length / 4))),
  'a report in Markdown': (text) => [prose(text), code(text), fenced(text)],
  'an answer in pieces': (text) => answered(text.slice(0, text.length / 2)),
  'keys and a paste': (text) => [
    edit(emptyEditor, { kind: 'paste', text }),
    splitInput(text.slice(0, text.length / 8)).reduce(edit, emptyEditor),
  ],
  'what is typed, drawn': (text) => inputRows({ text, cursor: text.length }, { columns: 76, rows: 6, breaksLines: true }),
};

const columnOf = (text: string): unknown => [fold(text, 40), cutMiddle(text, 40)];

const pieces = (text: string): string[] => text.match(/[^]{1,500}/g) ?? [];

function streamed(text: string): string {
  const stream = stripStream();
  return pieces(text)
    .map((piece) => stream.push(piece))
    .concat(stream.flush())
    .join('');
}

function answered(text: string): string[] {
  let reading = nothingRead;
  const done = pieces(text).flatMap((piece) => {
    const read = readPiece(reading, piece, 80);
    ({ reading } = read);
    return read.done;
  });
  return [...done, ...readEnd(reading)].flatMap((answer) => answerLines(answer, room));
}

async function explained(text: string): Promise<string> {
  const given = { origin: { kind: 'stdin' }, text: readInText(text), token: null, credentials: null } as const;
  return explainedText(await explainShown(given, givenByProgram, { now: () => new Date(0) }), room.paint);
}

/** What is over and over again the beginning of something that one of them looks for. */
const repeated = [
  ...Array.from(' \t\n"\'`\\[{(<.-_*/:=%|>#~\u001b\u0301\u200b'),

  'a',
  '1',
  '0a',
  '\r\n',
  ' \n',
  'a\n',
  'a ',
  'a.',
  '\ud83d\udc69\u200d',
  '\u001b[',
  '\u001b]8;;',
  '%20',
  '&amp;',
  '\\"',
  '\\n',
  '![',
  '[a](b',
  '**a',
  '*a _b ',
  '` `` ',

  'eyJ.',
  'eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl ',
  'Bearer ',
  'client_secret=',
  '"client_secret":"',
  'authorization: bearer a ',
  '://a:b',
  '--secret ',

  'AADSTS',
  'AADSTS700213: No matching federated identity record found\n',
  'Trace ID: ',
  '{"error":',
  '{"error":{"code":"a","message":"b"}}\n',
  '"audiences":[',
  'issuer: ',

  'A="\n',
  "A='b\n",
  'A="b"c\n',
  'A="\\"\n',
  'OIDC_ENDPOINT=',
  'OIDC_ENDPOINT=a\n',
  'set OIDC_ENDPOINT: a\n',
  'export ',

  'https://',
  'https://a.',
  'a.eu.auth0.com ',
  '00000000-',
  '00000000-0000-0000-0000-000000000000 ',
  '/subscriptions/a/',
  '<<EOF\n',
  "az rest --body '",
  '--parameters "',

  '| a | b |\n',
  '```\n',
  '> ',
  '- a\n',
  '<script',
  '<title>',
  '2026-01-01T00:00:00Z ',
  `${'word '.repeat(15)}\n`,
  '✗ trust/issuer-slash\n',
  'keyless explain ',
];
const shapes = new Map<string, (length: number) => string>([
  ...repeated.map((part) => [part, (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)] as const),
  // A run in the middle of a value, where a pattern for its end begins anew at each place.
  ...Array.from(' \t"\\.', (sign) => [`a value with ${sign}`, (length: number) => `OIDC_ENDPOINT=a${sign.repeat(length)}b`] as const),
  ['nested lists', (length) => '['.repeat(length / 2) + ']'.repeat(length / 2)],
  ['nested objects', (length) => '{"a":'.repeat(length / 6) + '}'.repeat(length / 6)],
  [
    'secrets, each another',
    (length) => Array.from({ length: length / 66 }, (_, at) => `${secret.reveal().slice(7)}${at.toString(36).padStart(6, 'x')}\n`).join(''),
  ],
  [
    'named values, each another',
    (length) => Array.from({ length: length / 24 }, (_, at) => `password=p4s5-${at.toString(36).padStart(8, '0')}\n`).join(''),
  ],
  [
    'settings, each another',
    (length) => Array.from({ length: length / 16 }, (_, at) => `NAME_${at.toString().padStart(6, '0')}=a\n`).join(''),
  ],
]);

/** All of them in the long run; else every eighth, for each reader others. */
function shapesFor(name: string): [string, (length: number) => string][] {
  const from = Object.keys(readers).indexOf(name) * 3 + seed;
  return [...shapes].filter((_, at) => isLong || (at + from) % 8 === 0);
}

/** Milliseconds of this process: a machine does other things too, and a clock on the wall counts them. */
async function costOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function leastOf(runs: number, run: () => unknown): Promise<number> {
  const costs: number[] = [];
  for (let at = 0; at < runs; at += 1) costs.push(await costOf(run));
  return Math.min(...costs);
}

/** What takes less was read at once, and tells nothing of how it grows. */
const floorMs = 40;
const [short, long] = isLong ? [16_000, 64_000] : [4000, 16_000];

test.each(Object.entries(readers))(
  '%s: four times the text takes far less than sixteen times as long',
  { timeout: 600_000 },
  async (name, read) => {
    const slow: string[] = [];
    for (const [shape, of] of shapesFor(name)) {
      const [one, four] = [of(short), of(long)];
      const first = await costOf(() => read(four));
      if (first > 20_000) slow.push(`${JSON.stringify(shape)}: ${first.toFixed(0)} ms`);
      // Most are acquitted by one look at each.
      if (first > 20_000) continue;
      if (first < floorMs || first < 9 * (await costOf(() => read(one)))) continue;
      const [least, most] = [await leastOf(5, () => read(one)), await leastOf(3, () => read(four))];
      if (most > floorMs && most / least > 9) slow.push(`${JSON.stringify(shape)}: ${least.toFixed(1)} ms, ${most.toFixed(1)} ms`);
    }
    expect(slow).toEqual([]);
  },
);
