import { fault } from './fault.js';
import type { FaultsOf } from './fault.js';

/** Ways that lead nowhere. */
export const networkFaults = {
  'network/proxy': fault('the proxy does not let anybody reach Entra ID', (world) => world.network.proxyRefuses.push(world.entra.host)),
  'network/unreachable': fault('connections to Azure OpenAI are cut', (world) => world.network.cuts.push(...world.azure.hosts)),
  'network/timeout': fault('Azure OpenAI never answers', (world) => world.network.silences.push(...world.azure.hosts)),
  'network/tls-untrusted': fault('something on the way takes TLS to Entra ID apart', (world) =>
    world.network.intercepts.push(world.entra.host),
  ),
} satisfies Partial<FaultsOf<'network'>>;
