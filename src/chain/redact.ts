import type { Secret } from '../settings/secret.js';
import { cleanStream } from './redact-stream.js';
import type { CleanStream } from './redact-stream.js';
import { createTraces, shortest } from './traces.js';
import type { Traces } from './traces.js';

/** Takes secrets and tokens out of texts. What a run learns on the way (an issued token) is added to what it began with. */
export interface Redactor {
  /** For a party's words: the secrets, and whatever has the shape of one. */
  redact: (text: string) => string;
  /** For texts that may well speak of tokens, such as a model's answer: the secrets alone. */
  strip: (text: string) => string;
  /** The same for a text that comes in pieces. */
  stripStream: () => CleanStream;
  /**
   * From now on this secret, and the last part of it if it is a token, is taken out as well. What has an end is no secret behind it:
   * it is let go with the next that comes, so that a process that renews its tokens for months holds only those that are good.
   */
  hide: (secret: Secret, end?: Date) => void;
}

/**
 * What is taken out: the secrets themselves in the encodings in which a service may echo them, what is left of them after a cut or
 * another change, anything shaped like a JWT or JWE, and the values of the fields that carry credentials in OAuth 2.0 bodies and headers
 * (RFC 6749, RFC 7523, RFC 6750).
 *
 * A secret of a few characters is taken out only where it stands alone. Anywhere else it is a part of a word, and a text that lacks one
 * letter everywhere cannot be read, and tells everybody which letter that is.
 */
export function createRedactor(secrets: readonly Secret[], now: () => Date = () => new Date()): Redactor {
  /** Each with the time from which it is no secret any more. */
  const hidden = new Map<string, number>();
  let known = lookedFor([]);
  /** What came of a text that was looked at before: a report is told again with each check, and most of its texts are the same. */
  const stripped = new Map<string, string>();
  function hide(secret: Secret, end?: Date): void {
    const value = secret.reveal();
    if (value === '') return;
    const isKnown = hidden.has(value);
    hidden.set(value, Math.max(hidden.get(value) ?? 0, end ? end.getTime() + clocksDiffer : Infinity));
    const ended = [...hidden].filter(([other, endsAt]) => other !== value && endsAt < now().getTime());
    const passing = [...hidden].filter(([other, endsAt]) => other !== value && endsAt !== Infinity);
    const soonest = passing.toSorted(([, one], [, other]) => one - other);
    const over = [...ended, ...soonest.slice(0, Math.max(0, soonest.length - mostPassing))];
    for (const [other] of over) hidden.delete(other);
    if (isKnown && over.length === 0) return;
    known = lookedFor([...hidden.keys()]);
    stripped.clear();
  }
  function cleaned(text: string): string {
    const { literals, words, traces } = known;
    let clean = text;
    for (const literal of literals) clean = clean.replaceAll(literal, '[secret]');
    for (const word of words) clean = clean.replace(word, '[secret]');
    return traces.strip(clean);
  }
  function strip(text: string): string {
    const before = stripped.get(text);
    if (before !== undefined) return before;
    const clean = cleaned(text);
    if (stripped.size >= mostKnown) stripped.clear();
    if (text.length <= longestKnown) stripped.set(text, clean);
    return clean;
  }
  for (const secret of secrets) hide(secret);
  return {
    hide,
    strip,
    stripStream: () => cleanStream({ strip: cleaned, spellings: () => known.spellings }),
    redact(text) {
      return strip(text)
        .replace(quotedField, '$1$2$3[secret]')
        .replace(wordRun, withoutToken)
        .replace(credentialField, '$1[secret]')
        .replace(bearer, '$1 [token]');
    },
  };
}

const mostKnown = 1000;
const longestKnown = 1000;

/**
 * A check that is repeated a thousand times in an hour gets as many tokens of Entra ID, and of all but the last of them nobody speaks any
 * more. Those that end first go, so that Auth0's, which is used all day, stays.
 */
const mostPassing = 16;

/** By so many milliseconds a party may take a token longer than it is good by our clock. */
const clocksDiffer = 600_000;

/** Everything by which some values are found in a text. */
interface LookedFor {
  /** Longest first, so that a spelling that contains another is replaced whole. */
  spellings: readonly string[];
  literals: readonly string[];
  /** Those that are so short that they may be a part of any word. */
  words: readonly RegExp[];
  traces: Traces;
}

function lookedFor(values: readonly string[]): LookedFor {
  const traces = createTraces();
  const spelled = values.flatMap((value) => {
    // The signature alone is enough to rebuild a token whose other parts are no secret.
    const signature = value.split('.').at(-1) ?? '';
    // A token may come back wrapped or cut, part by part. The beginning of one that has no end is enough.
    for (const part of value.split('.')) traces.addPart(part.slice(0, mostTraced));
    traces.add(value.slice(0, mostTraced));
    return [...encodings(value), ...(value.includes('.') && signature.length >= 20 ? encodings(signature) : [])];
  });
  const spellings = [...new Set(spelled)].toSorted((one, other) => other.length - one.length);
  const [literals, short] = [spellings.filter(({ length }) => length >= shortest), spellings.filter(({ length }) => length < shortest)];
  return { spellings, literals, words: short.map(alone), traces };
}

/** Runs of what a token is made of; each is looked at once, so a hostile text costs no more than a plain one. */
const wordRun = /[\w.-]+/g;
const fieldName = String.raw`(?:client_secret|client_assertion|access_token|id_token|refresh_token|api[-_]key|set-cookie|authorization)\\?["']?\s{0,8}[:=]\s{0,8}`;
const credentialField = new RegExp(String.raw`(${fieldName}\\?["']?)(?!\[)(?:(?:Bearer|Basic|DPoP) +)?[^"'&\s,}\\]+`, 'gi');
/** In JSON the value ends with its quotes and nowhere before: what is no token by its letters is one all the same. So it is in JSON in JSON. */
const quotedField = new RegExp(String.raw`(${fieldName})(?:(")(?:[^"\\]|\\[^])+|(\\")(?:[^"\\]|\\(?!"))+)`, 'gi');
/** No token that anybody takes has so many letters in one part. */
const mostTraced = 16_384;
const bearer = /\b(Bearer|Basic) (?!\[)[\w+/=.~-]{16,}/gi;

/** A run from `eyJ` (the base64url of `{"`) on, when a dot follows: a JWS, a JWE, or what was left of one. */
function withoutToken(run: string): string {
  const at = run.indexOf('eyJ');
  if (at === -1 || run.indexOf('.', at) < at + 8) return run;
  return `${run.slice(0, at)}[token]`;
}

function encodings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const spelled = [value, encodeURIComponent(value.toWellFormed()), new URLSearchParams({ a: value }).toString().slice(2), json];
  spelled.push(JSON.stringify(json).slice(1, -1), inHtml(value));
  const coded = (['hex', 'base64', 'base64url'] as const).map((way) => Buffer.from(value).toString(way));
  // `61` is the letter a, and most often something else.
  return value.length < 4 ? spelled : [...spelled, ...coded];
}

/** Where it stands with no letter or digit beside its own. */
function alone(word: string): RegExp {
  const [before, behind] = [/^[A-Za-z0-9]/.test(word) ? '(?<![A-Za-z0-9])' : '', /[A-Za-z0-9]$/.test(word) ? '(?![A-Za-z0-9])' : ''];
  return new RegExp(before + word.replace(/[^\w]/g, String.raw`\$&`) + behind, 'g');
}

function inHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
