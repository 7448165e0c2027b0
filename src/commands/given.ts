import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { credentialSettings, readCredentialJson } from '../settings/credential-json.js';
import { readCredentialText } from '../settings/credential-text.js';
import type { LoadedEnv } from '../settings/env-load.js';
import type { FieldName } from '../settings/field-name.js';
import type { FederatedCredential } from '../settings/profile.js';
import { secretKindIn, hideSecretsIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import { readInput } from './input.js';
import type { Io } from './io.js';

/** Wrong usage: the sentence, for standard error and for the JSON document. */
export interface Refused {
  ok: false;
  problem: string;
  hint: string | null;
}

/** What is wrong with the env file as a file. */
export function unreadableOf(named: string, loaded: LoadedEnv, args: Args): Finding | null {
  const path = hideSecretsIn(named);
  if (!loaded.ok) {
    const { problem, detail, isUtf16 } = loaded;
    return finding('settings/file-unreadable', { path, problem, detail, ...(isUtf16 && { isUtf16 }) });
  }
  // A file that was named is meant to be there, except by the commands that make it.
  if (loaded.exists || args.envFile === null || ['setup', 'provision', 'screen'].includes(args.command)) return null;
  return finding('settings/file-unreadable', { path, problem: 'missing', detail: 'ENOENT' });
}

/** The client secret from the file or the pipe that was named for it. */
export async function readSecret(args: Args, io: Io): Promise<{ ok: true; text: string | null } | Refused> {
  if (args.secretFile === null) return { ok: true, text: null };
  const input = await readInput(args.secretFile, io);
  // The line break at the end of a file is the editor's, not the secret's.
  return input.ok ? { ok: true, text: input.text.replace(/\r?\n$/, '') } : { ok: false, problem: input.problem, hint: null };
}

/** One credential is three settings; of several, only the token can tell which is meant. */
export function settingsOf(credentials: readonly FederatedCredential[] | null): [FieldName, string][] {
  const [only, ...others] = credentials ?? [];
  if (!only || others.length > 0) return [];
  return credentialSettings(only);
}

/** The federated credentials from the file or the pipe that was named for them. */
export async function readCredentials(args: Args, io: Io): Promise<{ ok: true; credentials: FederatedCredential[] | null } | Refused> {
  if (args.credentialFile === null) return { ok: true, credentials: null };
  const input = await readInput(args.credentialFile, io);
  if (!input.ok) return { ok: false, problem: input.problem, hint: null };
  const written: FederatedCredential | null = /^\s*[[{]/.test(input.text) ? null : readCredentialText(input.text);
  const read = written === null ? readCredentialJson(input.text) : { ok: true as const, credentials: [written] };
  const hint = 'It takes what az identity federated-credential list prints with -o json.';
  const problem = read.ok ? secretIn(read.credentials, args) : read.problem;
  return read.ok && problem === null ? read : { ok: false, problem: `${args.credentialFile} cannot be used: ${problem}.`, hint };
}

/** Credentials are shown where they are compared. The three values of a single one become settings, which are judged as such. */
function secretIn(credentials: readonly FederatedCredential[], args: Args): string | null {
  const areSettings = credentials.length === 1 && !args.flags.has('--sandbox');
  const shown = credentials.flatMap(({ name, holder, issuer, subject, audience }) => [
    name,
    holder?.name,
    ...(areSettings ? [] : [issuer, subject, audience]),
  ]);
  const isSecret = shown.some((text) => text && secretKindIn(text) !== null);
  return isSecret ? 'a federated credential in it holds what looks like a secret' : null;
}
