import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { givenByProgram } from '../../src/commands/explain-given-by.js';
import { readInText } from '../../src/commands/explain-inputs.js';
import { explainShown } from '../../src/commands/explain-shown.js';
import { meanings } from '../../src/findings/meanings.js';
import { explainedText } from '../../src/report/explained-text.js';
import { root } from '../support/binary.js';
import { cases, seed, tries } from '../support/cases.js';
import { inside } from '../support/inside.js';
import { explainedOf } from '../support/schema.js';

const texts = readFileSync(join(root, 'test/fixtures/transcripts.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { text: string }).text)
  .filter(({ length }) => length < 500);
const now = new Date('2026-11-26T12:00:00Z');

const some = cases('texts to explain') / 2;

/** As the command reads and shows it. What stood in the text never reaches the terminal as it is. */
async function codeOf(text: string): Promise<string | null> {
  const given = { origin: { kind: 'stdin' }, text: readInText(text), token: null, credentials: null } as const;
  const explained = await explainShown(given, givenByProgram, { now: () => now });
  const shown = explainedText(explained, (_, painted) => painted);
  // oxlint-disable-next-line no-control-regex -- that is what is looked for
  expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(shown)).toBeNull();
  const codes = explained.diagnoses.map(({ code }) => code);
  expect(codes.filter((code) => !Object.hasOwn(meanings, code))).toEqual([]);
  return codes[0] ?? null;
}

const transcript = fc.constantFrom(...texts);
/** Drawn once: to make them up anew for each case takes longer than all that is tested. */
const noise = fc.constantFrom(
  ...fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 300, seed }),
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u001b]8;;https://x\u001b\\',
  '\u202e',
  '\0\0\0',
  '\r\r\n',
  '"}]}',
  '\\n\\"',
  '&quot;&lt;',
  '%0A%00',
  'eyJ.eyJ.',
  '```\n',
  '> > > ',
  '{"error":',
  "error_description='",
  'AADSTS',
  'AADSTS99999999999: ',
  'OIDC_ENDPOINT=',
  '-----BEGIN',
  '\ud800',
);
const piece = fc
  .tuple(transcript, fc.nat(), fc.nat())
  .map(([text, from, to]) => text.slice(from % text.length, (from % text.length) + (to % 300)));
const mutated = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(transcript, fc.nat(), noise)
      .map(([text, at, between]) => text.slice(0, at % text.length) + between + text.slice(at % text.length)),
  },
  { weight: 3, arbitrary: fc.array(fc.oneof(piece, noise), { maxLength: 5 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.tuple(transcript, fc.integer({ min: 2, max: 4 })).map(([text, times]) => text.repeat(times)) },
  { weight: 1, arbitrary: transcript.map((text) => JSON.stringify(JSON.stringify({ log: text }))) },
  { weight: 1, arbitrary: fc.array(noise, { maxLength: 4 }).map((parts) => parts.join('\n')) },
);

test(
  'of any text a code that there is comes out, or none, and nothing of it that a terminal would obey',
  { timeout: 1_200_000 },
  async () => {
    const property = fc.asyncProperty(mutated, async (text) => void (await codeOf(text)));
    await fc.assert(property, { ...tries('texts to explain'), numRuns: some });
  },
);

/** What a terminal, a log and a shell put around an error, which says nothing of any party. */
const around = fc.array(
  fc.constantFrom('', 'starting the worker', 'INFO ready on port 8080', '$ npm start', '2026-11-26T10:00:00Z done', '    '),
  { maxLength: 4 },
);
const dressed: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => `\u001b[31m${line}\u001b[0m`,
  (line) => `> ${line}`,
  (line) => `2026-11-26T10:00:00.123Z ${line}`,
  (line) => `${line}\r`,
  (line) => `::error::${line}`,
];

const codesAlone = new Map<string, string | null>();

/** What it says alone, read once. */
async function codeAlone(text: string): Promise<string | null> {
  if (!codesAlone.has(text)) codesAlone.set(text, await codeOf(text));
  return codesAlone.get(text) ?? null;
}

/** Any server of OAuth 2.0 answers so. Only of one that was given alone it is taken for Auth0's. */
const isNobodys = (text: string): boolean => text === '{"error": "invalid_client", "error_description": "Client authentication failed"}';

test('what stands around an error, and before each of its lines, changes nothing of what it is', { timeout: 1_200_000 }, async () => {
  const property = fc.asyncProperty(
    transcript.filter((text) => !isNobodys(text)),
    around,
    around,
    fc.constantFrom(...dressed),
    async (text, before, behind, dress) => {
      const lines = text.split('\n').map((line) => (line.trim() === '' ? line : dress(line)));
      expect(await codeOf([...before, '', ...lines, '', ...behind].join('\n'))).toBe(await codeAlone(text));
    },
  );
  await fc.assert(property, { ...tries('texts to explain'), numRuns: some });
});

test('the command ends as it promises, whatever bytes it is given', { timeout: 1_200_000 }, async () => {
  const bytes = fc.oneof(
    mutated,
    fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw).toString('latin1')),
    fc.json({ maxDepth: 3 }),
  );
  const property = fc.asyncProperty(bytes, async (text) => {
    const { code, stdout } = await inside(['explain', '-', '--json'], { input: text });
    if (code === 2) {
      expect(text.trim()).toBe('');
      return;
    }
    const { recognised, diagnoses } = explainedOf(stdout);
    expect([code, recognised || diagnoses.length === 0]).toEqual([recognised ? 0 : 1, true]);
  });
  await fc.assert(property, { ...tries('texts to explain'), numRuns: some / 25 });
});
