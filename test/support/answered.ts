import type { Party, Refusal } from '../../src/chain/answer.js';
import { readAuth0Refusal } from '../../src/chain/auth0.js';
import { readAzureOpenAiRefusal } from '../../src/chain/azure-openai.js';
import { readEntraRefusal } from '../../src/chain/entra.js';

const readers = { auth0: readAuth0Refusal, entra: readEntraRefusal, 'azure-openai': readAzureOpenAiRefusal };

/** A refusal as it is read off the wire, from an answer with this status and body. */
export function answered(party: Party, status: number, body: object | string, headers: Record<string, string> = {}): Refusal {
  return readers[party]({
    party,
    method: 'POST',
    url: 'https://party.example/asked',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    durationMs: 1,
    startedAt: 0,
    sentAt: 0,
    endedAt: 1,
    failure: null,
  });
}
