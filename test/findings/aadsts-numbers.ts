import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Code } from '../../src/findings/finding.js';
import { recogniseEntra } from '../../src/findings/recognise/entra.js';
import { root } from '../support/binary.js';

const folder = join(root, 'src/findings/recognise');
const mentioned = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/\b\d{5,7}\b/g) ?? []);

/**
 * Every AADSTS number with the code it leads to when nothing else is known, in order. The numbers are those that the source mentions;
 * what each means is asked of the program, so there is no second table of them.
 */
export const aadstsNumbers: readonly (readonly [number: string, code: Code])[] = [...new Set(mentioned)]
  .map((number) => [number, codeOf(number)] as const)
  .filter(([, code]) => code !== 'entra/refused')
  .toSorted(([one], [other]) => (one < other ? -1 : 1));

function codeOf(number: string): Code {
  const none = { correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null, network: null };
  const refusal = { party: 'entra', status: 400, code: `AADSTS${number}`, said: '', asked: 'POST', ...none } as const;
  const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: 'acme.example', clientId: 'c' };
  return recogniseEntra(refusal, { entra, scope: '', decoded: null, credential: null }).code;
}
