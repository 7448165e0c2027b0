import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { answers } from '../../src/findings/answers.js';
import { effectOf } from '../../src/findings/effect.js';
import type { Code } from '../../src/findings/finding.js';
import { meanings } from '../../src/findings/meanings.js';
import { aadstsNumbers } from '../../src/findings/recognise/aadsts-numbers.js';
import { recogniseAuth0 } from '../../src/findings/recognise/auth0.js';
import { recogniseAzureOpenAi } from '../../src/findings/recognise/azure-openai.js';
import { exempt, exemptionOf } from '../../src/sandbox/faults/exempt.js';
import { Secret } from '../../src/settings/secret.js';
import { root } from '../support/binary.js';
import { errorsPage } from './errors-page.js';
import { codes } from './words-samples.js';

const contract = readFileSync(join(root, 'docs/codes.md'), 'utf8');
const listed = [...contract.matchAll(/^\| `([a-z0-9-]+\/[a-z0-9-]+)` \| ([^|]+) \|$/gm)].map(([, code = '', meaning = '']) => [
  code,
  meaning,
]);

test('docs/errors.md is what the words say (to renew it: npx vitest run test/findings/errors-page.test.ts -u)', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});

describe('it agrees with docs/codes.md', () => {
  test('in its codes, all of them and no other, in the order, and in what each means', () => {
    expect(listed.length).toBeGreaterThan(100);
    expect(Object.entries(meanings)).toEqual(listed);
  });

  test('in what a code does to the check and to the exit code', () => {
    for (const code of codes)
      expect([code, effectOf(code, exemptionOf(code) === null)]).toEqual([code, expect.stringMatching(effectByContract(code))]);
  });

  test('in the first suspect of every number', () => {
    const rows = [...contract.matchAll(/^\| ([\d ]+) \| `([a-z-]+\/[a-z-]+)` \|$/gm)];
    const suspects = rows.flatMap(([, numbers = '', code = '']) => numbers.split(' ').map((number) => [number, code]));
    expect(suspects.length).toBeGreaterThan(50);
    for (const suspect of suspects) expect(aadstsNumbers()).toContainEqual(suspect);
  });
});

/** The first table of the contract, row by row: which codes, and what becomes of the check. */
function effectByContract(code: Code): RegExp {
  const rows = [...contract.matchAll(/^\| (.*`.*) \| (.*`(?:warn|fail|unknown)`.*|never fails.*) \| (\d|–) \|$/gm)];
  const row = rows.find(([, names = '']) =>
    [...names.matchAll(/`([a-z0-9-]+\/[a-z0-9*-]+)`/g)].some(([, name = '']) => covers(name, code)),
  );
  const [, , status = '`fail`', exit = '1'] = row ?? [];
  if (exit === '–') return /^A warning; it never fails/;
  // What only writing to Azure meets, no token can be accepted in spite of.
  if (code in exempt && code.startsWith('trust/')) return /^The check fails, exit 1\.$/;
  if (status.includes('`warn`') && code.startsWith('trust/')) return /^The check fails, exit 1; a warning where/;
  if (status.includes('`warn`')) return /^A warning, exit 0/;
  return new RegExp(status.includes('`unknown`') ? `^It could not be found out, exit ${exit}` : `^The check fails, exit ${exit}`);
}

function covers(name: string, code: Code): boolean {
  return name.endsWith('/*') ? code.startsWith(name.slice(0, -1)) : name === code;
}

describe('a text that is shown for a code leads to it', () => {
  const none = { asked: 'POST', correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null, network: null };
  const auth0 = { domain: 'acme.eu.auth0.com', clientId: 'id', clientSecret: new Secret('x'), audience: 'api://x' };
  const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'chat', apiVersion: null };
  const asked = { openai, audienceSent: null, tokenTenant: null, principal: null, available: [] };
  // Azure Resource Manager and the tools have texts of their own, which nothing reads yet.
  const read = codes.filter((code) => answers[code]?.status && /^(?:auth0|azure-openai)\//.test(code));

  test.each(read)('%s', (code) => {
    const answer = answers[code] ?? expect.fail();
    const found = code.startsWith('auth0/')
      ? recogniseAuth0({ party: 'auth0', ...none, ...answer }, 'token', auth0)
      : recogniseAzureOpenAi({ party: 'azure-openai', ...none, ...answer }, asked);
    expect(found.code).toBe(code);
  });
});
