import { issueToken } from './entra-exchange.js';
import { html, json, objectIn } from './place.js';
import type { Party, Place, Received, Reply } from './place.js';
import type { Gateway } from './world.js';

/** Puts a gateway between the clients and a party. Entra ID's own requests come from elsewhere and do not pass it. */
export function behindGateway(party: Party, place: Place, which: 'auth0' | 'entra'): Party {
  return async (request) => {
    if (request.by === 'sandbox') return party(request);
    const gateway = place.world.network.gateways[which];
    if (gateway.showsPage) return html(200, 'Web access of this network needs a sign-in');
    const own = request.method === 'POST' ? await ownToken(request, gateway, place) : null;
    if (own) return own;
    const reply = await party(rewritten(request, gateway));
    return gateway.blacksOutTokens ? blackedOut(reply) : reply;
  };
}

function rewritten(request: Received, { drops, sets }: Gateway): Received {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (!isForm || (drops.length === 0 && Object.keys(sets).length === 0)) return request;
  const form = new URLSearchParams(request.body);
  for (const name of drops) form.delete(name);
  for (const [name, value] of Object.entries(sets)) form.set(name, value);
  return { ...request, body: form.toString() };
}

/** A token of Entra ID for the audience that was asked, got in the name of the gateway's own client. */
async function ownToken(request: Received, { signsInAs }: Gateway, place: Place): Promise<Reply | null> {
  if (signsInAs === null) return null;
  const tenant = place.world.entra.tenants.find(({ identities }) => identities.some(({ clientId }) => clientId === signsInAs));
  const identity = tenant?.identities.find(({ clientId }) => clientId === signsInAs);
  if (!tenant || !identity) return json(401, { error: 'invalid_client' });
  const resource = new URLSearchParams(request.body).get('audience') ?? '';
  const token = await issueToken({ tenant, identity, resource }, place);
  return json(200, { access_token: token, expires_in: place.world.entra.tokenSeconds, token_type: 'Bearer' });
}

/** What looks secret is made unreadable: the middle third of a token. */
function blackedOut(reply: Reply): Reply {
  const body = typeof reply.body === 'string' ? objectIn(reply.body) : null;
  const token = body?.['access_token'];
  if (typeof token !== 'string') return reply;
  const third = Math.floor(token.length / 3);
  const blackened = token.slice(0, third) + token.slice(third, -third).replaceAll(/[^.]/g, '*') + token.slice(-third);
  return { ...reply, body: JSON.stringify({ ...body, access_token: blackened }) };
}
