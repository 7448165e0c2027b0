import type { Code } from '../finding.js';
import { numbersWithSuspect, recogniseEntra } from './entra.js';

/** Every AADSTS number with the code it leads to when nothing else is known: what the table of the recogniser says, asked and not copied. */
export function aadstsNumbers(): (readonly [number: string, code: Code])[] {
  return numbersWithSuspect.map((number) => [number, suspectOf(number)] as const).filter(([, code]) => code !== 'entra/refused');
}

function suspectOf(number: string): Code {
  const none = { correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null, network: null };
  const refusal = { party: 'entra', status: 400, code: `AADSTS${number}`, said: '', asked: '', ...none } as const;
  const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: '', clientId: '' };
  return recogniseEntra(refusal, { entra, scope: '', decoded: null, credential: null }).code;
}
