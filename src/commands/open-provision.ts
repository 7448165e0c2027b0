import { createAssertions } from '../chain/assertions.js';
import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import { recogniseTool } from '../findings/recognise/tool.js';
import { createProvision } from '../provision/create-provision.js';
import type { EnvStore } from '../provision/standing.js';
import type { EnvFacts, SubscriptionFact } from '../provision/facts.js';
import type { Provision } from '../provision/provision.js';
import { readEnv } from '../settings/env-file.js';
import type { EnvChange } from '../settings/env-file.js';
import { fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import { Secret } from '../settings/secret.js';
import type { AzureReader } from '../tools/azure-reader.js';
import { createAzureReader } from '../tools/azure-reader.js';
import type { Tool } from '../tools/tool.js';
import { createTools } from '../tools/tools.js';
import { textsOf } from './desk-texts.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { prepare } from './prepare-env.js';
import { hiddenWords, save } from './write-env.js';

/** What became of the env file, where it was written. `hidden`: what of it does not count, as sentences. */
export interface WrittenEnv {
  file: string;
  created: boolean;
  changes: { name: string; kind: EnvChange['kind'] }[];
  hidden: string[];
}

/** A provision with what its faces tell beside the plan. */
export interface Accounts extends Provision {
  known: () => Known;
  written: () => WrittenEnv | null;
}

/** Both accounts of the person, with the settings of this place as wishes. The signal ends what is under way. */
export function openProvision(place: Place, io: Pick<Io, 'env' | 'platform' | 'now' | 'pauses'>, signal: AbortSignal): Accounts {
  const { transport, texts, settings } = place;
  const tools = createTools({ env: io.env, platform: io.platform, signal, redactor: transport.redactor });
  const store = storeOf(place);
  const known = (): Known => ({ ...nothingKnown, ...provision.known() });
  const provision = createProvision({
    eyes: {
      tools,
      readerOf: readersOf(tools.az, place),
      recognise: (failure) => recogniseTool(failure, known()),
    },
    texts,
    env: store,
    unreadable: settings.unreadable,
    transport,
    assertions: createAssertions(io.now),
    now: io.now,
    signal,
    pauses: io.pauses ?? usualPauses,
  });
  return { ...provision, written: store.written };
}

/** Auth0 says nothing of how long a new grant or secret takes; of a rotated secret it says up to 30 seconds. */
const usualPauses = [1, 2, 4, 8];

/** One reader for each subscription, so that its token is asked for once. */
export function readersOf(az: Tool, { transport }: Place): (subscription: SubscriptionFact) => AzureReader {
  const readers = new Map<string, AzureReader>();
  return ({ id, cloud }) => {
    const reader = readers.get(id) ?? createAzureReader(az, transport, { subscriptionId: id, cloud });
    readers.set(id, reader);
    return reader;
  };
}

/** The env file of the place, as it is now: what was written is read from then on. */
function storeOf(place: Place): EnvStore & Pick<Accounts, 'written'> {
  let current = place;
  let written: WrittenEnv | null = null;
  return {
    written: () => written,
    read: () => envFacts(current),
    async save(values) {
      const tenant = values.get('AZURE_TENANT_ID');
      const next = { ...current, texts: textsOf(values, current) };
      const { text, changes } = prepare(next, typeof tenant === 'string' ? tenant : '');
      if (changes.every(({ kind }) => kind === 'unchanged')) return null;
      const saved = await save(next, text);
      if (!saved.ok) return saved.sentence;
      current = { ...next, envText: text };
      written = { file: place.envPath, created: saved.created, changes, hidden: hiddenWords(next) };
      return null;
    },
  };
}

function envFacts({ envPath, envText }: Place): EnvFacts {
  const values = readEnv(envText ?? '');
  const held = fields.flatMap(({ name, secret }): [FieldName, string | Secret][] => {
    const value = values.get(name);
    return value ? [[name, secret ? new Secret(value) : value]] : [];
  });
  return { path: envPath, isThere: envText !== null, held: new Map(held) };
}
