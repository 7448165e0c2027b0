import type { Azure } from '../provision/azure.js';
import type { FoundIdentity } from '../provision/find-identity.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { ToolAnswer, Tools } from '../tools/tool.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import type { ReadAzure } from './reread.js';

/** Azure's side as the person's own `az` tells it. Before somebody asks for it nothing is read, and nothing of this is loaded. */
export interface AzureSide {
  /** The tools, for as long as the signal lets them run. */
  tools(place: Place, signal: AbortSignal): Promise<Tools>;
  /** Opens the way to read, with the subscription that is selected now: `az account set` in another window moves what commands act on. */
  open(place: Place): Promise<ToolAnswer<Azure>>;
  /** Keeps what was read of an identity: it goes before every copy from now on. */
  keep(place: Place, identity: FoundIdentity, credentials: readonly FederatedCredential[]): void;
  /** The place with what was read of its identity; the place itself where that is not known. */
  over(place: Place): Place;
  /** Reads it anew, where it was read before. */
  again: ReadAzure;
}

interface Kept {
  identity: FoundIdentity;
  clientId: string;
  credentials: readonly FederatedCredential[];
  /** What the settings held of the credential then: who changes that wants to compare with something else. */
  copy: string;
}

export function createAzureSide(io: Io): AzureSide {
  let opened: Azure | null = null;
  let kept: Kept | null = null;

  async function tools(place: Place, signal: AbortSignal): Promise<Tools> {
    const { createTools } = await import('../tools/tools.js');
    return createTools({ env: io.env, platform: io.platform, signal, redactor: place.transport.redactor });
  }

  async function open(place: Place): Promise<ToolAnswer<Azure>> {
    const { openAzure } = await import('../provision/azure.js');
    const answer = await openAzure((await tools(place, io.signal)).az, place.transport);
    opened = answer.ok ? answer.value : null;
    return answer;
  }

  function isOf(place: Place): boolean {
    if (kept === null || clientIdOf(place) !== kept.clientId) return false;
    const copy = copyIn(place);
    return copy === kept.copy || kept.credentials.some((one) => copy === copyOf(one));
  }

  return {
    tools,
    open,
    keep(place, identity, credentials) {
      kept = { identity, clientId: clientIdOf(place) ?? '', credentials, copy: copyIn(place) };
    },
    over(place) {
      if (kept === null || !isOf(place)) return place;
      const { credentials } = kept;
      if (JSON.stringify(place.settings.credentials) === JSON.stringify(credentials)) return place;
      return { ...place, settings: { ...place.settings, credentials } };
    },
    async again(place) {
      if (kept === null || !isOf(place)) return null;
      const { credentialsOf } = await import('../provision/find-identity.js');
      // The identity is known by its id, whatever is selected; each try of a wait would pay for asking.
      const azure = opened === null ? await open(place) : { ok: true as const, value: opened };
      const read = azure.ok ? await credentialsOf(kept.identity, azure.value) : azure;
      if (!read.ok) {
        opened = null;
        return null;
      }
      kept = { ...kept, credentials: read.value };
      return read.value;
    },
  };
}

/** The client id alone, whatever else is not there yet. */
export function clientIdOf(place: Place): string | null {
  return place.lookWith(['AZURE_CLIENT_ID'])?.profile.entra.clientId ?? null;
}

const names = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'] as const;

function copyIn({ texts }: Place): string {
  return JSON.stringify(names.map((name) => texts.get(name)?.text ?? ''));
}

function copyOf({ issuer, subject, audience }: FederatedCredential): string {
  return JSON.stringify([issuer, subject, audience].map((value) => value ?? ''));
}
