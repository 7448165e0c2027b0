import type { Answer } from '../chain/answer.js';
import { inWords } from '../checks/duration.js';
import type { Secret } from '../settings/secret.js';
import { scopeFor } from '../settings/scope.js';
import type { Facts } from '../ui/desk.js';
import type { Place } from './open.js';

/** What is in the two tokens of the session, and how long they live. Of a token itself nothing is shown. */
export async function tokenFacts({ settings: { profile }, session, transport }: Place, now: Date): Promise<string | Facts[]> {
  if (!profile || !session) return noSettings;
  const { strip } = transport.redactor;
  const ofAuth0 = await session.assertion();
  const ofEntra = await session.entraToken(scopeFor(profile.openai.endpoint, profile.entra.authorityHost));
  return [await factsOf('The token of Auth0', ofAuth0, { now, strip }), await factsOf('The token of Entra ID', ofEntra, { now, strip })];
}

/** Which deployments there are, as far as anybody tells. */
export async function deploymentFacts({ settings: { profile }, session, transport }: Place, current: string): Promise<string | Facts[]> {
  if (!profile || !session) return noSettings;
  const token = await session.entraToken(scopeFor(profile.openai.endpoint, profile.entra.authorityHost));
  const { listDeployments } = await import('../chain/deployments.js');
  const names = token.ok ? await listDeployments(profile.openai, { dataToken: token.value.token, session }, transport) : [];
  if (names.length === 0) return `${current} answers. A list of the others could not be had; /model NAME takes one that you know.`;
  const rows = names.map((name) => [name === current ? 'answers now' : '', name] as const);
  return [{ title: 'Deployments of this resource', rows }];
}

const noSettings = 'Not all settings are there yet.';

interface Telling {
  now: Date;
  strip: (text: string) => string;
}

async function factsOf(title: string, answer: Answer<{ token: Secret }>, { now, strip }: Telling): Promise<Facts> {
  if (!answer.ok) return { title: `${title}: there is none`, rows: [['said', strip(answer.refusal.said)]] };
  const { decodeAssertion } = await import('../chain/assertion.js');
  const decoded = decodeAssertion(answer.value.token);
  if (!decoded.ok) return { title, rows: [['form', `not one that can be read here (${decoded.kind})`]] };
  const { issuer, subject, audiences, expires } = decoded.value;
  const rows = [['iss', issuer] as const, ['sub', subject] as const, ...audiences.map((aud) => ['aud', aud] as const)];
  return {
    title,
    rows: [
      ...rows.flatMap(([name, value]) => (value === null ? [] : [[name, strip(value)] as const])),
      ...(expires === null ? [] : [['expires', `in ${inWords(expires - now.getTime() / 1000)}, and is renewed before`] as const]),
    ],
  };
}
