import { objectIn } from './place.js';
import type { Party, Received, Reply } from './place.js';
import type { Gateway } from './world.js';

/** Puts a gateway between the clients and a party. Entra ID's own requests come from elsewhere and do not pass it. */
export function behindGateway(party: Party, gatewayNow: () => Gateway): Party {
  return async (request) => {
    if (request.by === 'sandbox') return party(request);
    const gateway = gatewayNow();
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

/** What looks secret is made unreadable: the middle third of a token. */
function blackedOut(reply: Reply): Reply {
  const body = typeof reply.body === 'string' ? objectIn(reply.body) : null;
  const token = body?.['access_token'];
  if (typeof token !== 'string') return reply;
  const third = Math.floor(token.length / 3);
  const blackened = token.slice(0, third) + token.slice(third, -third).replaceAll(/[^.]/g, '*') + token.slice(-third);
  return { ...reply, body: JSON.stringify({ ...body, access_token: blackened }) };
}
