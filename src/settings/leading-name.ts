import type { FieldName } from './field-name.js';
import { kindOf } from './kinds.js';
import { late } from './late.js';

export interface Named {
  /** The name with the sign behind it: `client_id=`, `clientId:`. */
  label: string;
  rest: string;
}

/** The name under which a file or another program has a value, copied along with it: `"client_id": "…"`; null when there is none. */
export function splitName(text: string, field: FieldName): Named | null {
  const [lead = '', quote = '', name = '', before = '', sign = '', after = ''] = assignment.exec(text) ?? [];
  if (name === '') return null;
  const rest = text.slice(lead.length);
  const isShown = quote !== '' || before !== '' || after !== '' || inQuotes.test(rest);
  // `https://…` and `host:8443` have a colon too, and base64 can end in `=`.
  const isSign = /[^=]/.test(rest) && (sign === '=' || after !== '' || /^["'`]/.test(rest));
  const isName = name === field || (isSign && isForeign(name, rest, !isShown && opaque.has(field)));
  return isName ? { label: name + sign, rest } : null;
}

const assignment = /^(?:export\s+)?(["'`]?)([a-z_][\w.-]{0,79})\1(\s*)([=:])(\s*)/i;
/** The comma or semicolon of the code around it may follow. */
const inQuotes = /^(["'`]).*\1\s*[,;]?$/s;

/** Fields whose value may hold a `=` of its own, behind letters that by chance end like a name. */
const opaque: ReadonlySet<FieldName> = new Set<FieldName>(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE']);

/** In doubt the words of the name must be long enough never to come about by chance, or what follows must be unmistakable. */
function isForeign(name: string, rest: string, isDoubtful: boolean): boolean {
  if (!isDoubtful) return ending.test(name);
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  return telling().test(words) || (bare.test(words) && isUnmistakable(rest));
}

const short = 'id|key|url|uri|host|name|base|model';
const long = 'secret|domain|endpoint|tenant|deployment|version|audience|issuer|authority|identifier';
const owner = `(?:client|app|application|api|auth0|oidc|oauth2?|openai|aoai|azure|aad|entra|identity|directory|host|base|model|${long})[_.-]?`;
const ending = new RegExp(`(?:${short}|${long})$`, 'i');
const bare = new RegExp(`^(?:${short})$`);
// Three letters and a short word come about by chance behind anything (`…AADUri=`), so there they have to be the whole name.
const brief = `(?:app|api|aad)[_.-]?`;
const telling = late(
  () =>
    new RegExp(
      `(?:^|[_.-])(?:(?:${owner})*(?:${long})|(?:${owner})*(?!${brief}(?:${short})$)(?:${owner})(?:${short}))$|^(?:${owner})+(?:${short})$`,
    ),
);

/** Letters and digits of the length of a client secret can be the end of some other secret. */
function isUnmistakable(rest: string): boolean {
  const kind = kindOf(rest);
  return kind === null ? /^https?:\/\//i.test(rest) : kind !== 'auth0-client-secret';
}
