import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Party } from '../../src/chain/answer.js';
import type { Code } from '../../src/findings/finding.js';
import { aadstsNumbers } from '../../src/findings/recognise/aadsts-numbers.js';
import { faults } from '../../src/sandbox/faults.js';
import { inside } from '../support/inside.js';
import type { Printed } from '../support/schema.js';
import { explainedOf } from '../support/schema.js';
import type { Ground } from './situation.js';
import { openGround } from './situation.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

/** These lie in a file that is made when a place starts, and nobody refuses anything. */
const atStart: ReadonlySet<Code> = new Set<Code>(['settings/file-unreadable', 'settings/secret-exposed']);
const planted = (Object.keys(faults) as Code[]).filter((code) => !atStart.has(code));

/** What the words alone suggest, where a check that sees more has a narrower code and no number of Entra ID tells. */
const textAlone: Partial<Record<Code, Code>> = {
  'settings/retired-api-version': 'azure-openai/path-or-version-wrong',
  // The answer of Azure OpenAI follows from it, and tells no more.
  'entra/token-unexpected': 'azure-openai/token-refused',
};

/** Answered in words that anybody might say: alone they need not be known. */
const bare: ReadonlySet<Code> = new Set<Code>([
  'auth0/domain-wrong',
  'auth0/metadata-invalid',
  'auth0/service-error',
  'auth0/refused',
  'entra/unreachable',
  // Of a server whose name does not stand in it.
  'azure-openai/refused',
]);

const suspects = new Map(aadstsNumbers().map(([number, code]) => [`AADSTS${number}`, code]));

interface Upstream {
  party: Party;
  status: number | null;
  code: string | null;
  said: string;
  correlationId: string | null;
  traceId: string | null;
  timestamp: string | null;
  network: object | null;
}

/** What a party answered, as a program prints it. Null where nobody answered. */
function refusalOf({ diagnoses: [first] }: Printed): Upstream | null {
  const upstream = (first as { upstream?: Upstream | null } | undefined)?.upstream ?? null;
  return upstream === null || upstream.network || upstream.said === '' ? null : upstream;
}

function printed({ party, status, code, said, correlationId, traceId, timestamp }: Upstream): string {
  if (party === 'azure-openai') return `Error code: ${status} - ${JSON.stringify({ error: { code, message: said } })}`;
  if (party === 'auth0') return `HTTP ${status}\n${JSON.stringify({ error: code, error_description: said })}`;
  const ids = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return `HTTP ${status}\n${JSON.stringify({ error: 'invalid_client', error_description: `${said} ${ids}` })}`;
}

describe('the very refusal of a fault, pasted as text, is explained by its code, or by the one that the text alone suggests', () => {
  test.each(planted)('%s', async (code) => {
    const { codes, report } = await ground.judge({ faults: [code] });
    expect(codes[0]).toBe(code);
    const refusal = refusalOf(report);
    if (refusal === null) return expect(withoutRefusal(code)).toBe(true);
    const { stdout, code: exit } = await inside(['explain', '-', '--json'], { input: printed(refusal) });
    const { recognised, diagnoses, read } = explainedOf(stdout);
    if (bare.has(code) && !recognised) return expect([exit, diagnoses]).toEqual([1, []]);
    const allowed = [code, suspects.get(refusal.code ?? ''), textAlone[code]];
    expect([exit, recognised]).toEqual([0, true]);
    expect(allowed).toContain(diagnoses[0]?.code);
    if (refusal.correlationId !== null && refusal.party === 'entra') expect(read['correlationId']).toBe(refusal.correlationId);
  });
});

describe('a refusal of the credential', () => {
  const compared: [Code, string][] = [
    ['trust/issuer-slash', 'issuer'],
    ['trust/subject-suffix', 'subject'],
    ['trust/subject-case', 'subject'],
    ['trust/hidden-character', 'subject'],
    ['trust/audience-mismatch', 'audience'],
  ];
  const refusedFor = async (code: Code): Promise<{ text: string; listed: string }> => {
    const { report, place } = await ground.judge({ faults: [code] });
    const held = place.world.entra.tenants[0]?.identities[0]?.credentials.map(({ audience, ...one }) => ({
      ...one,
      audiences: [audience],
    }));
    return { text: printed(refusalOf(report) ?? expect.fail()), listed: JSON.stringify(held) };
  };

  test.each(compared)('%s alone: asks for what Azure has', async (code) => {
    const { text } = await refusedFor(code);
    const { next, compared: rows } = explainedOf((await inside(['explain', '-', '--json'], { input: text })).stdout);
    expect(rows).toEqual([]);
    expect(next.at(-1)?.command).toBe('keyless explain - --federated-credential credential.json');
  });

  test.each(compared)('%s beside what Azure has: the character is shown', async (code, field) => {
    const { text, listed } = await refusedFor(code);
    const file = join(await ground.folder(), 'credential.json');
    await writeFile(file, listed);
    const args = ['explain', '-', '--federated-credential', file];
    const { diagnoses, compared: rows } = explainedOf((await inside([...args, '--json'], { input: text })).stdout);
    expect(diagnoses.map((one) => one.code)).toEqual([code]);
    expect(rows).toContainEqual(expect.objectContaining({ field, outcome: 'differs' }));
    expect((await inside(args, { input: text })).stdout).toMatch(/^ {9,}(?:.* )?\^(?: .*)?$/m);
  });
});

test.each(aadstsNumbers())('the number %s alone suggests %s', async (number, code) => {
  for (const spelling of [number, `AADSTS${number}`, `aadsts${number}:`])
    expect(explainedOf((await inside(['explain', spelling, '--json'])).stdout).diagnoses[0]?.code).toBe(code);
});

/** What is found before anybody is asked, by looking at an answer that is no refusal, or by a connection that failed. */
function withoutRefusal(code: Code): boolean {
  return /^(?:settings|network|token)\//.test(code) || others.has(code);
}

const others: ReadonlySet<Code> = new Set<Code>([
  'auth0/issuer-differs',
  'auth0/metadata-invalid',
  'auth0/quota-low',
  'entra/entra-token-as-assertion',
  'azure-openai/model-retiring',
  'azure-openai/output-limit-too-small',
]);
