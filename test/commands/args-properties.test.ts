import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { commandNames } from '../../src/commands/command-table.js';
import { helpText } from '../../src/commands/help.js';
import { options } from '../../src/commands/options.js';
import { meanings } from '../../src/findings/meanings.js';
import { randomSecret } from '../settings/random-values.js';
import { inside } from '../support/inside.js';
import { cases, seed, tries } from '../support/cases.js';
import { explainedOf, jsonOf } from '../support/schema.js';

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const flags = options.flatMap(({ flag, short }) => (short ? [flag, short] : [flag]));
/** Drawn once: to make them up anew for each case takes longer than all that is tested. */
const anything = fc.constantFrom(
  ...fc.sample(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...Array.from('-=/ .aé\n\u001b')), maxLength: 6 }),
    ),
    {
      numRuns: 1000,
      seed,
    },
  ),
);
const word = fc.oneof(
  fc.constantFrom<string>(...commandNames),
  fc.constantFrom(...Object.keys(meanings).slice(0, 12), 'AADSTS700213', 'bash', 'typescript', '-', '--', ''),
  fc.constantFrom(...inherited),
  anything,
);
const option = fc.oneof(
  fc.constantFrom(...flags),
  fc.tuple(fc.constantFrom(...flags), fc.oneof(anything, word)).map(([flag, value]) => `${flag}=${value}`),
  fc.oneof(anything, fc.constantFrom(...inherited)).map((name) => `--${name}`),
);
const argv = fc.array(fc.oneof({ weight: 2, arbitrary: option }, { weight: 1, arbitrary: word }), { maxLength: 8 });

test('a command line is read, or refused in a sentence', () => {
  const property = fc.property(argv, (words) => {
    const read = readArgs(words);
    if (read.ok) {
      expect([...commandNames, 'screen', 'help', 'version', 'completion']).toContain(read.args.command);
      return;
    }
    expect(read.usage.problem.length).toBeGreaterThan(10);
    expect(words.filter((one) => one.startsWith('-')).length + words.length).toBeGreaterThan(0);
  });
  fc.assert(property, tries('command lines'));
});

test('a secret behind any option or in the place of any word is repeated by no refusal', async () => {
  const property = fc.asyncProperty(
    argv,
    fc.nat(),
    fc.constantFrom('', '--client-secret=', '--secret=', '--oidc-client-secret=', '--x=', '--json='),
    async (words, at, before) => {
      const secret = randomSecret();
      const read = readArgs(words.toSpliced(at % (words.length + 1), 0, before + secret));
      if (read.ok) return;
      const { code, stdout, stderr } = await inside(words.toSpliced(at % (words.length + 1), 0, before + secret));
      expect([2, code === 2]).toEqual([2, true]);
      expect(stdout + stderr).not.toContain(secret);
    },
  );
  await fc.assert(property, { ...tries('command lines'), numRuns: cases('command lines') / 50 });
});

/** Commands that neither wait for somebody, nor write, nor start a place or a program. */
const harmless = fc
  .tuple(fc.constantFrom('explain', 'help', 'check', 'export', 'completion', 'chek', '__proto__'), argv)
  .map(([command, rest]) => [
    command,
    ...rest.filter((one) => !/^--?(?:e|env-file|sandbox|wait|interactive|token|federated|client-secret|summary|output|-$)/.test(one)),
  ]);

test('the whole command answers, or ends with 2: never with a crash', async () => {
  const property = fc.asyncProperty(harmless, fc.boolean(), async (words, isJson) => {
    const { code, stdout, stderr } = await inside(isJson ? [...words, '--json'] : words, { input: 'nothing', env: { ACCESSIBLE: '' } });
    expect([0, 1, 2], `${JSON.stringify(words)}\n${stdout}${stderr}`).toContain(code);
    if (stdout.startsWith('{')) JSON.parse(stdout);
    // oxlint-disable-next-line no-control-regex -- what a person typed must not reach the terminal as it is
    expect(stderr).not.toMatch(/\u001b|\bat .*\.[jt]s:\d/);
  });
  await fc.assert(property, { ...tries('command lines'), numRuns: cases('command lines') / 50 });
});

test.each(inherited)('%s is no command, no option, no code, no topic, no fault and no kind', async (name) => {
  const runs = [[name], [`--${name}`], ['help', name], ['export', name], ['completion', name], ['check', '--sandbox', '--fault', name]];
  for (const words of [...runs, ['explain', `trust/${name}`], ['explain', '--list', name]]) {
    const { code, stdout } = await inside([...words, '--json']);
    expect([words, code, jsonOf(stdout).error?.code]).toEqual([words, 2, 'usage']);
  }
  expect(helpText(name)).toBeNull();
  const { code, stdout } = await inside(['explain', name, '--json']);
  expect([code, explainedOf(stdout).recognised]).toEqual([1, false]);
});

test('an argument of a megabyte is read in the time of its letters', () => {
  const long = 'a'.repeat(1_000_000);
  const started = process.cpuUsage();
  for (const words of [[long], ['explain', long], [`--${long}`], ['check', `--tenant=${long}`], ['help', long], ['check', '--wait', long]])
    readArgs(words);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(1000);
});
