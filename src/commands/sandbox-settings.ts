import type { Code, Finding } from '../findings/finding.js';
import type { Sandbox } from '../sandbox/start.js';
import { readCredentialJson } from '../settings/credential-json.js';
import { readEnv } from '../settings/env-file.js';
import { loadEnvFile } from '../settings/env-load.js';
import type { FieldName } from '../settings/field-name.js';
import type { FederatedCredential } from '../settings/profile.js';
import { gatherSettings } from '../settings/sources.js';
import type { SettingText } from '../settings/sources.js';
import type { Args } from './args.js';
import { unreadableOf } from './given.js';
import type { Refused } from './given.js';
import { nearest } from './read-option.js';

/** The faults to plant; a code that has none, or that an earlier one leaves nothing to act on, is wrong usage. */
export async function readFaults(args: Args): Promise<{ ok: true; codes: Code[] } | Refused> {
  const { faults, isFault } = await import('../sandbox/faults.js');
  const strange = args.faults.find((code) => !isFault(code));
  if (strange) {
    const { exemptionOf } = await import('../sandbox/faults/exempt.js');
    const rule = exemptionOf(strange);
    if (rule !== null) return { ok: false, problem: `The sandbox cannot plant ${strange}: ${rule}.`, hint: null };
    const hint = nearest(strange, Object.keys(faults)) ?? 'keyless sandbox --list shows what it can plant.';
    return { ok: false, problem: `The sandbox cannot plant ${strange}.`, hint };
  }
  const codes = args.faults.filter(isFault);
  const { contradiction } = await import('../sandbox/start.js');
  const idle = contradiction(codes);
  if (idle === null) return args.flags.has('--empty') ? inEmpty(codes, contradiction) : { ok: true, codes };
  return { ok: false, problem: `${idle} finds nothing to act on: another of these faults takes that away.`, hint: 'Plant one of the two.' };
}

function inEmpty(
  codes: Code[],
  contradiction: (faults: readonly Code[], isEmpty: boolean) => Code | null,
): { ok: true; codes: Code[] } | Refused {
  const idle = contradiction(codes, true);
  if (idle === null) return { ok: true, codes };
  return { ok: false, problem: `${idle} finds nothing to act on: with --empty, nothing is set up yet.`, hint: 'Leave out one of the two.' };
}

/** What a run takes from a place instead of from the person. */
export interface Given {
  texts: ReadonlyMap<FieldName, SettingText>;
  unreadable: Finding | null;
  credentials: FederatedCredential[] | null;
  settingsFile: string | null;
}

/** The settings of a place as they are, or read from the file in which they lie there, as any file is read. */
export function settingsIn(sandbox: Sandbox, args: Args): Given {
  const { envFile, credentialJson } = sandbox;
  const handed = credentialJson === null ? null : readCredentialJson(credentialJson);
  const credentials = handed?.ok ? handed.credentials : null;
  if (envFile === null) return { texts: textsOf(sandbox), unreadable: null, credentials, settingsFile: null };
  const loaded = loadEnvFile(envFile);
  const file = readEnv(loaded.ok ? loaded.text : '');
  const texts = gatherSettings({ flags: new Map(), environment: {}, file, filePath: envFile });
  return { texts, unreadable: unreadableOf(envFile, loaded, args), credentials, settingsFile: envFile };
}

function textsOf({ settings }: Sandbox): Map<FieldName, SettingText> {
  const given = Object.entries(settings).filter(([, text]) => text !== '') as [FieldName, string][];
  return new Map(given.map(([name, text]) => [name, { name, text, source: 'sandbox', shadows: [] }]));
}
