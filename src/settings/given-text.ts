import { readCredentialJson } from './credential-json.js';
import { readCredentialText } from './credential-text.js';
import { readLines } from './env-lines.js';
import { fields } from './fields.js';
import { oddLinesIn } from './odd-lines.js';
import type { FederatedCredential } from './profile.js';
import { Secret } from './secret.js';
import { withoutWritten } from './written-credentials.js';

/** What a text is by its content, whatever its name. Everything but these three is for the reader of pasted errors. */
export type GivenText =
  | { kind: 'token'; token: GivenToken }
  | { kind: 'credentials'; credentials: FederatedCredential[] }
  | { kind: 'env' }
  /** `within` is the one token that stands in it; null where there is none, or several. */
  | { kind: 'other'; within: GivenToken | null };

export interface GivenToken {
  token: Secret;
  /** How many parts its dots make. */
  parts: number;
  /** It begins as a JWT does, so that one with too few parts was cut. */
  isJwtLike: boolean;
  /** White space was taken out of its middle. */
  wasWrapped: boolean;
}

/** Decides what a whole text is; one that says more than a token, credentials or settings is none of them. */
export function readGivenText(text: string): GivenText {
  const token = tokenIn(text);
  if (token !== null) return { kind: 'token', token };
  const credentials = credentialsIn(text);
  if (credentials !== null) return { kind: 'credentials', credentials };
  return isEnv(text) ? { kind: 'env' } : { kind: 'other', within: tokenWithin(text) };
}

/** A token, where a text was named as one: whatever is in it, so that an opaque token is told from none. */
export function readGivenToken(text: string): GivenToken | null {
  const trimmed = text.trim();
  if (tokensIn(text) > 1) return null;
  // Lines of words are no token of any kind.
  return trimmed === '' || /\S\s+\S+\s+\S/.test(trimmed.replace(/^Authorization:?\s+Bearer\s+/i, ''))
    ? tokenIn(text)
    : (tokenIn(text) ?? givenToken(trimmed));
}

function tokenIn(text: string): GivenToken | null {
  const inJson = /^\s*\{/.test(text) ? tokenInJson(text) : null;
  if (inJson !== null) return inJson;
  const bare = bareToken.exec(text.trim())?.[1] ?? '';
  const joined = bare.replace(/\s+/g, '');
  // Behind a dot a line may well begin so; elsewhere it is a second token.
  if (!tokenShape.test(joined) || /[^.\s]\s+eyJ/.test(bare)) return null;
  return { ...givenToken(joined), wasWrapped: joined !== bare.trim() };
}

/** How many different signed tokens stand in a text. */
export function tokensIn(text: string): number {
  return new Set(text.match(signedToken)).size;
}

function tokenWithin(text: string): GivenToken | null {
  const [token] = text.match(signedToken) ?? [];
  return token !== undefined && tokensIn(text) === 1 ? givenToken(token) : null;
}

const signedToken = /(?<![\w.-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}(?![\w.-])/g;

/** With the noise a copy brings along: a name, `Authorization: Bearer`, quotes, the comma behind. */
const bareToken =
  /^\s*(?:(?:export\s+)?[A-Za-z_][\w-]{0,79}\s*[=:]\s*)?["'`]?(?:Authorization:\s*)?(?:Bearer\s+)?["'`]?(eyJ[\w.\s-]+?)=*["'`]?[,;]?$/i;
const tokenShape = /^eyJ[\w-]{8,}(?:\.[\w-]*){1,4}$/;

/** The answer of a token endpoint, and how az, GitHub Actions and others print one. */
function tokenInJson(text: string): GivenToken | null {
  const object = parsed(text);
  if (typeof object !== 'object' || object === null) return null;
  const fieldsOf = object as Readonly<Record<string, unknown>>;
  const { access_token: own } = fieldsOf;
  if (typeof own === 'string' && own !== '') return givenToken(own);
  const others = ['accessToken', 'id_token', 'token', 'value', 'client_assertion'].map((name) => fieldsOf[name]);
  const found = others.find((value): value is string => typeof value === 'string' && tokenShape.test(value));
  return found === undefined ? null : givenToken(found);
}

function givenToken(raw: string): GivenToken {
  return { token: new Secret(raw), parts: raw.split('.').length, isJwtLike: raw.startsWith('eyJ'), wasWrapped: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** What a portal or Terraform shows, or the JSON alone, or with a command and a prompt around it, as a terminal is copied; not where an error stands beside it. */
function credentialsIn(whole: string): FederatedCredential[] | null {
  const text = withoutWritten(whole);
  const lines = text.split(/\r?\n/);
  const written = /AADSTS\d|\beyJ/.test(text) ? null : readCredentialText(text);
  if (written !== null) return [written];
  const first = lines.findIndex((line) => /^\s*[[{]/.test(line));
  const last = lines.findLastIndex((line) => /[\]}][\s;,]*$/.test(line));
  if (first === -1 || last < first) return null;
  const around = [...lines.slice(0, first), ...lines.slice(last + 1)].join('\n');
  if (/AADSTS\d|error|warning|denied|refused|failed|exception|unauthorized|az login|\beyJ/i.test(around)) return null;
  const read = readCredentialJson(lines.slice(first, last + 1).join('\n'));
  return read.ok ? read.credentials : null;
}

/** Lines of which most set something, and one at least a setting of ours, in whatever form. A program sets something, too. */
function isEnv(text: string): boolean {
  if (/^[ \t]*[\w.]+(?:[ \t]*=[ \t]*[\w.]+)?[ \t]*[({][ \t]*$/m.test(text)) return false;
  // What a party answered outweighs the settings beside it.
  if (/^[^#\n]*AADSTS\d{5}/m.test(text)) return false;
  const odd = new Set([...oddLinesIn(text).values()].map(({ number }) => number));
  const lines = readLines(text).filter((line) => line.text.trim() !== '' && !/^\s*(?:#|\/\/)/.test(line.text));
  const set = lines.filter(({ assignment }) => assignment !== null);
  const ours = set.filter(({ assignment }) => names.has(assignment?.name ?? '')).length;
  return ours + odd.size > 0 && set.length + odd.size >= lines.length * 0.75;
}

const names: ReadonlySet<string> = new Set(fields.map(({ name }) => name));
