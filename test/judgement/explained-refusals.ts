// The name of a test it gets as soon as the reader of pasted texts knows refusals: git mv explained-refusals.ts explained-refusals.test.ts
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
};

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
    const allowed = [code, suspects.get(refusal.code ?? ''), textAlone[code]];
    expect([exit, recognised]).toEqual([0, true]);
    expect(allowed).toContain(diagnoses[0]?.code);
    if (refusal.correlationId !== null && refusal.party === 'entra') expect(read['correlationId']).toBe(refusal.correlationId);
  });
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
  'entra/token-unexpected',
  'azure-openai/model-retiring',
  'azure-openai/output-limit-too-small',
]);
