import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import type { Bench, PartyName } from './foreign/connection.js';
import { check, connect, openBench } from './foreign/connection.js';
import type { Asked, Reply } from './foreign/serve.js';
import { root } from './support/binary.js';
import type { Transcript } from './support/transcript.js';
import { answerIn } from './support/transcript.js';

const transcripts = readFileSync(join(root, 'test/fixtures/transcripts.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Transcript);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

/** What no party answers to a check, and why. */
const notShown: Record<string, string[]> = {
  'printed by az or auth0, which ask others than the three hops do': [
    'auth0-auth0-cli-002',
    'azure-az-080',
    'azure-az-081',
    'azure-az-082',
    'azure-az-084',
    'azure-az-086',
    'azure-az-097',
    'azure-az-099',
    'azure-az-143',
  ],
  'answered by Azure Resource Manager to whoever writes a federated credential': ['azure-az-102', 'entra-e180', 'entra-e185', 'entra-e186'],
  'a connection that failed: there is no answer in it, only what a program says of that': [
    'azure-az-093',
    'azure-az-146',
    'azure-az-149',
    'azure-az-150',
    'entra-e192',
    'entra-e196',
    'entra-e198',
    'entra-e200',
  ],
  'said by an SDK before it asked anybody': ['azure-az-076', 'entra-e203', 'entra-e205'],
  'said by a library that verified a token': ['auth0-auth0-dom-003'],
  'the opaque token in it was replaced with a text of two dots, which is no opaque token': ['auth0-auth0-aud-016'],
  'about the address that was asked, which stands beside the answer; the settings take such a path off': ['azure-az-027'],
  'its words are those of another fault than it was filed under (auth0-auth0-gt-006 has the same words)': ['auth0-auth0-gt-001'],
};

const isShown = ({ id }: Transcript): boolean => !Object.values(notShown).flat().includes(id);

test('every transcript that is not shown exists', () => {
  const ids = new Set(transcripts.map(({ id }) => id));
  expect(Object.values(notShown).flatMap((left) => left.filter((id) => !ids.has(id)))).toEqual([]);
});

test.concurrent.each(transcripts.filter(isShown).map((one) => [one.id, one] as const))('%s', async (_, { text, accept }) => {
  const party = partyOf(accept);
  const { status, body } = answerIn(text, party);
  const code = await firstCode(party, { status, json: body });
  expect(accept, JSON.stringify({ status, body })).toContain(code);
});

function partyOf([code = '']: readonly string[]): PartyName {
  if (code.startsWith('auth0/')) return 'auth0';
  return code.startsWith('azure-openai/') ? 'azureOpenAi' : 'entra';
}

/** `check --json` against three foreign servers, of which one answers with this. */
async function firstCode(party: PartyName, reply: Reply): Promise<string | undefined> {
  const instead = ({ method }: Asked): Reply | undefined => (method === 'POST' ? reply : undefined);
  const connection = await connect(bench, { [party]: { instead } });
  const { report } = await check(connection);
  connection.close();
  return report.diagnoses[0]?.code;
}
