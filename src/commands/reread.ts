import { readEnv } from '../settings/env-file.js';
import { loadEnvFile } from '../settings/env-load.js';
import type { FieldName } from '../settings/field-name.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { FederatedCredential } from '../settings/profile.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { SettingText } from '../settings/sources.js';
import type { Copy } from '../report/tried.js';
import type { Args } from './args.js';
import { readCredentials } from './given.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { settingsIn } from './sandbox-settings.js';
import { reportsOf } from './setting-reports.js';

/** The place with what Azure holds as it can be read now, over the same connection, and where that was read. */
export interface Reread {
  place: Place;
  copy: Copy | null;
}

/** What `az` says that Azure holds; null where it is not to be asked, or cannot tell. */
export type ReadAzure = (place: Place) => Promise<FederatedCredential[] | null>;

const nobodyAsked: ReadAzure = () => Promise.resolve(null);

type Texts = ReadonlyMap<FieldName, SettingText>;

const names = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'] as const;

/**
 * Reads Azure's side again, wherever it came from. Nothing else is taken over, so the token of Auth0 stays good. What the Azure CLI says
 * outranks every copy, and is only read where somebody has asked for it.
 */
export async function reread(place: Place, args: Args, io: Io, readAzure: ReadAzure = nobodyAsked): Promise<Reread> {
  const credentials = await readAzure(place);
  if (credentials) return renewed(place, { texts: place.texts, credentials }, { from: 'az', isFresh: true }, io);
  if (args.credentialFile !== null) return fromNamedFile(place, args.credentialFile, args, io);
  if (place.sandbox) return fromSandbox(place, args, io);
  return fromEnvFile(place, io);
}

/** Standard input is over, and a file that is just being written is read with the next try. */
async function fromNamedFile(place: Place, file: string, args: Args, io: Io): Promise<Reread> {
  const read = file === '-' ? null : await readCredentials(args, io);
  const credentials = read?.ok && read.credentials ? read.credentials : place.settings.credentials;
  const copy = { from: file === '-' ? 'standard input' : hideSecretsIn(file), isFresh: true };
  return renewed(place, { texts: place.texts, credentials }, copy, io);
}

async function fromSandbox(place: Place, args: Args, io: Io): Promise<Reread> {
  if (!place.sandbox) throw new TypeError('a sandbox without one');
  const given = settingsIn(place.sandbox, args);
  const texts = taken(place.texts, given.texts, ({ source }) => source !== 'screen');
  const credentials = given.credentials ?? storedIn(texts);
  const isOwn = names.some((name) => texts.get(name)?.source === 'screen');
  return renewed(place, { texts, credentials }, isOwn ? { from: 'screen', isFresh: false } : { from: 'sandbox', isFresh: true }, io);
}

/** A copy from another day may be older than the change that is waited for; one that appears meanwhile is newer. */
async function fromEnvFile(place: Place, io: Io): Promise<Reread> {
  const { envPath } = place;
  const loaded = loadEnvFile(envPath);
  const file = readEnv(loaded.ok ? loaded.text : '');
  const lines = names.flatMap((name): [FieldName, SettingText][] => {
    const text = file.get(name)?.trim();
    return text ? [[name, { name, text, source: envPath, shadows: [] }]] : [];
  });
  const texts = loaded.ok ? taken(place.texts, new Map(lines), ({ source }) => source === envPath) : place.texts;
  const credentials = storedIn(texts);
  const isNew = !isSame(credentials, place.settings.credentials);
  const from = [...new Set(names.flatMap((name) => texts.get(name)?.source ?? []))].join(' and ');
  return renewed(place, { texts, credentials }, { from: hideSecretsIn(from), isFresh: isNew }, io);
}

/** The three values as they are now; one that comes from elsewhere is not hidden by them. */
function taken(former: Texts, now: Texts, isReplaced: (text: SettingText) => boolean): Texts {
  const texts = new Map(former);
  for (const name of names) {
    const [had, has] = [former.get(name), now.get(name)];
    if (had && !isReplaced(had)) continue;
    if (has) texts.set(name, has);
    else texts.delete(name);
  }
  return texts;
}

function storedIn(texts: Texts): FederatedCredential[] | null {
  const { credential } = parseSettings(texts);
  return credential && [credential];
}

type Found = { texts: Texts; credentials: readonly FederatedCredential[] | null };

function renewed(place: Place, { texts, credentials }: Found, copy: Pick<Copy, 'from' | 'isFresh'>, io: Io): Reread {
  const isNew = !isSame(credentials, place.settings.credentials);
  const settings = { ...place.settings, credentials };
  const next = isNew ? { ...place, texts, settings, reports: reportsOf(texts, settings.problems) } : place;
  const isEmpty = credentials?.length === 0;
  return { place: next, copy: credentials && { ...copy, at: io.now(), isNew, isEmpty } };
}

function isSame(one: readonly FederatedCredential[] | null, other: readonly FederatedCredential[] | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
