import type { Wanted } from '../../findings/finding.js';
import { closestCredential } from '../../findings/recognise/closest-credential.js';
import type { FieldName } from '../../settings/field-name.js';
import { isEvidence } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import { credentialSettings, readCredentialJson } from '../../settings/credential-json.js';
import { readCredentialText } from '../../settings/credential-text.js';
import { readBlock } from '../../settings/paste.js';
import type { FederatedCredential } from '../../settings/profile.js';
import { Secret } from '../../settings/secret.js';
import type { Ground, State } from '../state.js';
import { standingOf } from './answers.js';

/** What a paste fills, and what is to be said of it besides. */
export interface PastedBlock {
  values: ReadonlyMap<FieldName, string>;
  words: string | null;
}

export const isCredential = isEvidence;

/**
 * A block of an env file, or what a tool or a portal shows of federated credentials; null where the paste is one value for the open
 * field. Of several credentials the one is taken that is closest to what this Auth0 application sends.
 */
export function blockIn(text: string, into: FieldName | null, state: State, ground: Ground): PastedBlock | null {
  const several = credentialsIn(text);
  if (several.length > 1) {
    const chosen = closestCredential(wanted(state, ground), several);
    if (chosen === null) return null;
    const name = chosen.credential.name === null ? '' : ` ${chosen.credential.name}`;
    return {
      values: new Map(credentialSettings(chosen.credential)),
      words: `Of ${several.length} credentials the closest one,${name}.`.replace(',.', '.'),
    };
  }
  const block = readBlock(text, into);
  if (block) return { values: block, words: null };
  const [only] = several;
  return only ? { values: new Map(credentialSettings(only)), words: null } : null;
}

function credentialsIn(text: string): FederatedCredential[] {
  if (/^\s*[[{]/.test(text)) {
    const read = readCredentialJson(text);
    return read.ok ? read.credentials : [];
  }
  const shown = readCredentialText(text);
  return shown ? [shown] : [];
}

/** What the token will say, as far as the domain and the client id tell it. */
function wanted(state: State, ground: Ground): Wanted {
  const valueOf = (name: FieldName): string | null => {
    const { value } = standingOf(state, ground, fieldOf(name));
    return value instanceof Secret || value === '' ? null : value;
  };
  const [domain, client] = [valueOf('OIDC_ENDPOINT'), valueOf('OIDC_CLIENT_ID')];
  return {
    issuer: domain && `https://${domain}/`,
    subject: client && `${client}@clients`,
    audience: valueOf('OIDC_AUDIENCE') ?? fieldOf('OIDC_AUDIENCE').default,
  };
}
