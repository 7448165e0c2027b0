/** A text that somebody pasted in public, and the codes that are right first answers for it alone. */
export interface Transcript {
  id: string;
  source: string;
  text: string;
  accept: string[];
}

/** What a party answered, as far as the text tells. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

type PartyName = 'auth0' | 'entra' | 'azureOpenAi';
type Fields = Record<string, unknown>;

/** The answer inside a text: its JSON in the spelling of whatever language printed it, or else its words. */
export function answerIn(text: string, party: PartyName): Answer {
  const body = bodyIn(text) ?? spoken(text, party);
  return { status: statusIn(text) ?? usualStatus(body, party), body };
}

/** The first object that looks like an error; one with a field `error` before one with a message only, which may be a wrapper's. */
function bodyIn(text: string): Fields | null {
  const objects = [...text.matchAll(/\{/g)].map(({ index }) => objectAt(text.slice(index))).filter((one) => one !== null);
  const isToken = (one: Fields): boolean => 'access_token' in one;
  const isError = (one: Fields): boolean => 'error' in one;
  const isMessage = (one: Fields): boolean => 'message' in one && ('statusCode' in one || 'code' in one);
  return [isToken, isError, isMessage].map((is) => objects.find((one) => is(one))).find((one) => one !== undefined) ?? null;
}

/** The object that begins here, whole or cut. */
function objectAt(text: string): Fields | null {
  const whole = balanced(text);
  const endings = whole === null ? ['}', '"}', ']}', '"]}', '"}}'] : [''];
  for (const ending of endings)
    for (const spelling of spellings((whole ?? text.trim()) + ending)) {
      const value = parsed(spelling);
      if (value) return value;
    }
  return null;
}

function balanced(text: string): string | null {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[{}]/g)) {
    depth += bracket === '{' ? 1 : -1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  return null;
}

/** As JSON, as JSON inside a string, and as Python, JavaScript and word processors print it. */
function spellings(text: string): string[] {
  const straight = text.replace(/[“”]/g, '"');
  const unescaped = straight.replace(/\\(["\\])/g, '$1');
  const asJson = straight
    .replace(/'((?:[^'\\]|\\.)*)'(?=\s*[,:}\]])/g, (_, inner: string) => JSON.stringify(inner))
    .replace(
      /\b(?:None|True|False|undefined)\b/g,
      (word) => ({ None: 'null', True: 'true', False: 'false', undefined: 'null' })[word] ?? '',
    )
    .replace(/([{,]\s*)(\w+)\s*:/g, '$1"$2":');
  return [straight, unescaped, unescaped.replace(/\\(["\\])/g, '$1'), asJson];
}

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** An answer of which only the words were kept, in the shape in which the party sends them. */
function spoken(text: string, party: PartyName): Fields {
  const words = wordsIn(text);
  if (party === 'auth0') return { error: 'access_denied', error_description: words };
  if (party === 'azureOpenAi')
    return { error: { code: /(?:ErrorCode|ERROR CODE|\bCode): *(\w+)/.exec(text)?.[1] ?? null, message: words } };
  return { error: /\b(invalid_\w+|unauthorized_client)\b/.exec(text)?.[1] ?? 'invalid_client', error_description: words };
}

/** From the first number of Entra ID on, or behind the status; else the sentence between quotes, where somebody tells of it; else everything. */
function wordsIn(text: string): string {
  const words = [/AADSTS\d[^]*/, /(?<=\b[45]\d\d (?:\(\w+\) )?)[A-Z][^]*/, /(?<=["“`])[A-Z][a-z']*(?: [^"”`]+){2,}(?=["”`])/];
  return words.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined) ?? text;
}

function statusIn(text: string): number | null {
  const status = /(?<![\w.:-])(400|401|403|404|410|429|500|503)(?![\w.:-])/.exec(text)?.[1];
  return status ? Number(status) : null;
}

function usualStatus({ error, access_token: token }: Fields, party: PartyName): number {
  if (token !== undefined) return 200;
  if (party === 'auth0') return error === 'too_many_requests' ? 429 : 403;
  return error === 'invalid_client' ? 401 : 400;
}
