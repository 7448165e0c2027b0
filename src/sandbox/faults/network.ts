import { edit, fault } from './fault.js';
import type { FaultsOf } from './fault.js';

/** Ways that lead nowhere. */
export const networkFaults = {
  'network/proxy': fault('the proxy does not let anybody reach Entra ID', (world) => world.network.proxyRefuses.push(world.entra.host)),
  'network/name-not-found': fault('the name of the resource was pasted four times, which no name server can hold', (world) => {
    // A label ends at 63 characters (RFC 1035, 2.3.4), so no resolver asks anybody for this one: nothing leaves the machine.
    const host = (world.azure.hosts[0] ?? '').replace(/^[^.]+/, (label) => label.repeat(4));
    edit(world, { AZURE_AOAI_ENDPOINT: `https://${host}` });
    // A proxy looks names up for its clients, so this one is asked past it.
    world.network.askedDirectly.push(host);
  }),
  'network/unreachable': fault('connections to Azure OpenAI are cut', (world) => world.network.cuts.push(...world.azure.hosts)),
  'network/timeout': fault('Azure OpenAI never answers', (world) => world.network.silences.push(...world.azure.hosts)),
  'network/tls-untrusted': fault('something on the way takes TLS to Entra ID apart', (world) =>
    world.network.intercepts.push(world.entra.host),
  ),
} satisfies FaultsOf<'network'>;
