import type { Code } from '../findings/finding.js';
import type { FieldName } from '../settings/field-name.js';
import { createAuth0 } from './auth0.js';
import { createAzureOpenAi } from './azure-openai.js';
import { makeCertificate } from './certificate.js';
import type { Certificate } from './certificate.js';
import { credentialJson } from './credential-json.js';
import { createEgress } from './egress.js';
import { createEntra } from './entra.js';
import { makeEnvFile } from './env-file.js';
import { canBePlanted, plant } from './faults.js';
import { behindGateway } from './gateway.js';
import { createGraph } from './graph/graph.js';
import { emptied, healthyWorld } from './healthy-world.js';
import { makeKeys } from './keys.js';
import { mend } from './mend.js';
import type { Mended } from './mend.js';
import type { Party, Place, Received, Reply } from './place.js';
import { startProxy } from './proxy.js';
import { createRandom } from './random.js';
import { createResourceManager } from './resource-manager/router.js';
import { createRequestLog } from './request-log.js';
import type { PartyName, RequestLog, SandboxRequest } from './request-log.js';
import { serve } from './serve.js';
import { azureHosts, certifiedHosts, graphHost, hostsOf, readSettings } from './settings.js';
import type { World } from './world.js';

export type { SandboxRequest } from './request-log.js';

export interface Sandbox {
  /** Every setting of this place, read from the world at each look; AZURE_FEDERATED_* is what the credential in Azure holds. */
  readonly settings: Record<FieldName, string>;
  /** Whether nothing was set up here at the start. */
  isEmpty: boolean;
  /** What the Azure CLI prints of the federated credentials, where the person of this place hands it over. */
  readonly credentialJson: string | null;
  /** The env file that the settings lie in; null when they are given as they are. */
  envFile: string | null;
  caPem: string;
  proxyUrl: string;
  /** The proxy as the usual clients read it. */
  readonly proxyVariables: { HTTPS_PROXY: string; NO_PROXY?: string };
  world: World;
  requests: readonly SandboxRequest[];
  /** Calls the listener for every later request, for a live log. */
  onRequest(listener: (request: SandboxRequest) => void): void;
  /** Puts right what is wrong at the parties and on the way to them; not what the person has in the settings. */
  mend(): Mended;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  faults?: readonly Code[];
  /** The same names and ids for the same seed; certificates are new every time, keys in each run of the program. */
  seed?: string;
  /** Nobody has set anything up: no API, no application, nothing in the subscription. */
  isEmpty?: boolean;
  entraTokenSeconds?: number;
  auth0TokenSeconds?: number;
  /** Waits so long before each answer to a client; what the parties ask each other is as fast as it is. */
  delayMs?: number;
}

/** Starts Auth0, Entra ID and Azure OpenAI on loopback, behind a proxy, with the given faults planted in their state. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { world, healthy } = makeWorlds(options);
  const log = createRequestLog((host) => partyAt(host, world));
  const network = await startNetwork(world, { log, delayMs: options.delayMs ?? 0 });
  const envFile = await makeEnvFile(world);
  return {
    get settings() {
      return readSettings(world);
    },
    get credentialJson() {
      return credentialJson(world);
    },
    get proxyVariables() {
      const direct = world.network.askedDirectly.join(',');
      return { HTTPS_PROXY: network.proxyUrl, ...(direct && { NO_PROXY: direct }) };
    },
    ...network,
    isEmpty: options.isEmpty ?? false,
    envFile: envFile.path,
    stop: async () => void (await Promise.all([network.stop(), envFile.remove()])),
    mend: () => mend(world, healthy, options.faults ?? []),
    world,
    requests: log.requests,
    onRequest: log.onRequest,
  };
}

/** The first of these faults that finds nothing to act on, because another takes that away, whichever comes first; null when all fit. */
export function contradiction(faults: readonly Code[], isEmpty = false): Code | null {
  return [faults, faults.toReversed()].map((inTurn) => idleOf(inTurn, isEmpty)).find((code) => code !== null) ?? null;
}

function idleOf(faults: readonly Code[], isEmpty: boolean): Code | null {
  const { world } = makeWorlds({ isEmpty });
  return faults.find((code) => !canBePlanted(world, code)) ?? null;
}

const clock = (): Date => new Date();

/** The world with its faults, and a copy from before they were planted. */
function makeWorlds({
  seed,
  isEmpty = false,
  faults = [],
  auth0TokenSeconds = 86_400,
  entraTokenSeconds = 3599,
}: SandboxOptions): Record<'world' | 'healthy', World> {
  const full = healthyWorld(createRandom(seed), { auth0TokenSeconds, entraTokenSeconds }, clock());
  const world = isEmpty ? emptied(full) : full;
  const healthy = structuredClone(world);
  for (const code of faults) plant(world, code);
  return { world, healthy };
}

/** Everything that listens: one TLS server for all services, and the proxy before it. */
async function startNetwork(world: World, { log, delayMs }: { log: RequestLog; delayMs: number }) {
  const hosts = certifiedHosts(world);
  const makeStranger = (): Certificate => makeCertificate(hosts, clock());
  // The keys are made in threads, and the certificate meanwhile.
  const making = makeKeys(keyIds(world));
  const certificate = makeCertificate(hosts, clock());
  const keys = await making;
  const { caPem } = certificate;
  const ownPorts = new Set<number>();
  const isHere = (host: string): boolean => hostsOf(world).includes(host);
  const isIntercepted = (host: string): boolean => world.network.intercepts.includes(host);
  const fetchDocument = createEgress({ servicePort: () => server.port, caPem, isHere, ownPorts });
  const answer = createAnswer({ world, keys, now: clock, fetchDocument });
  const server = await serve({ certificate, makeStranger, isIntercepted, answer, record: log.record, ownPorts, delayMs });
  const proxy = await startProxy({ targetPort: server.port, isHere, network: () => world.network });
  const stop = async (): Promise<void> => void (await Promise.all([proxy.stop(), server.stop()]));
  return { caPem, proxyUrl: `http://127.0.0.1:${proxy.port}`, stop };
}

function keyIds({ auth0, entra }: World): string[] {
  return [...new Set([auth0.signingKeyId, entra.signingKeyId, ...auth0.publishedKeys.map(({ material }) => material)])];
}

function createAnswer(place: Place): (request: Received) => Promise<Reply | null> {
  const parties: Record<PartyName, Party> = {
    auth0: behindGateway(createAuth0(place), place, 'auth0'),
    entra: behindGateway(createEntra(place), place, 'entra'),
    'azure-openai': createAzureOpenAi(place),
    other: createAdministration(place),
  };
  return async (request) => {
    if (place.world.network.silences.includes(request.host)) return null;
    return parties[partyAt(request.host, place.world)](request);
  };
}

/** What Azure itself is reached by, beside the services in it: Azure Resource Manager, and Microsoft Graph for the directory. */
function createAdministration(place: Place): Party {
  const [manager, graph] = [createResourceManager(place), createGraph(place)];
  return (request) => (request.host === graphHost ? graph : manager)(request);
}

function partyAt(host: string, { auth0, entra, azure, elsewhere }: World): PartyName {
  if ([auth0.domain, auth0.customDomain.host, elsewhere.auth0Domain].includes(host)) return 'auth0';
  if (host === entra.host) return 'entra';
  return azureHosts(azure).includes(host) ? 'azure-openai' : 'other';
}
