import { expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { keylessCommand } from '../../src/findings/keyless-command.js';
import { everyFinding } from './words-samples.js';

const commands = (envFile: string | null): string[] =>
  everyFinding
    .flatMap((found) => explain(found, { ...nothingKnown, envFile }).fix)
    .flatMap((fix) => (fix.kind === 'command' && /^keyless (?:check|setup)\b/.test(fix.command) ? [fix.command] : []));

test('where an env file was named, every command of keyless names one, and none names two', () => {
  const all = commands('my own.env');
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((command) => command.match(/ -e /g)?.length !== 1)).toEqual([]);
  expect(all).toContain("keyless check -e 'my own.env' --wait");
  expect(all).toContain("keyless check -e 'my own.env' --federated-credential credential.json");
});

test('the default is not named', () => expect(commands(null)).toContain('keyless check --wait'));

test.each([
  ['.env.local', 'keyless check -e .env.local --wait'],
  ["it's", `keyless check -e "it's" --wait`],
  ['-x', 'keyless check -e ./-x --wait'],
])('%s is one word for a shell', (envFile, command) => expect(keylessCommand({ envFile }, 'check --wait')).toBe(command));
