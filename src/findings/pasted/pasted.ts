import type { DecodedAssertion } from '../../chain/assertion.js';
import { readCredentialJson } from '../../settings/credential-json.js';
import type { FederatedCredential } from '../../settings/profile.js';
import { withoutWritten } from '../../settings/written-credentials.js';
import type { Known } from '../explanation.js';
import type { Finding } from '../finding.js';
import { auth0Marks } from './auth0-marks.js';
import { azureOpenAiMarks } from './azure-openai-marks.js';
import { bodiesIn } from './body.js';
import { closestTo } from './closest.js';
import { skewOf } from './clock-skew.js';
import { entraMarks } from './entra-marks.js';
import { createExcerpt } from './excerpt.js';
import { firstCauseFirst } from './first-cause.js';
import { issuerMarks } from './issuer-marks.js';
import { askedFrom, knownFrom, refusedToken } from './known.js';
import type { Mark } from './mark.js';
import { networkMarks } from './network-marks.js';
import { opaqueTokenMarks } from './opaque-token.js';
import { findingsOfOurs } from './our-findings.js';
import type { FromOurs, Told } from './our-findings.js';
import { readOurs } from './ours.js';
import type { OurCause } from './ours.js';
import { plainLines } from './plain-line.js';
import type { Read } from './read.js';
import { readValues, withReferences } from './read.js';
import { surroundingsOf } from './surroundings.js';
import { toolMarks } from './tool-marks.js';
import { unwrap } from './unwrap.js';

/** What the person gave besides the text. */
export interface Beside {
  decoded: DecodedAssertion | null;
  /** The one token that stands in the text itself. */
  mentioned: DecodedAssertion | null;
  credentials: readonly FederatedCredential[] | null;
}

/** What a pasted text says. */
export interface Pasted {
  /** First cause first, each once. */
  findings: Finding[];
  read: Read;
  /** The token that it is about; null where none is at hand, or another one. */
  token: DecodedAssertion | null;
  known: Partial<Known>;
  /** Federated credentials that stood in the text as JSON. */
  credentials: FederatedCredential[];
  /** A sentence: what the text is about, where it is about something else. */
  notOurs: string | null;
  /** The part that looks most like an error. */
  closest: string | null;
  /** The words of each finding in a text of ours, null for one that another program told; null for any other text. */
  told: (Told | null)[] | null;
}

/** Takes a text of any length piece by piece. */
export interface PastedReader {
  push(chunk: string): void;
  end(beside: Beside): Pasted;
}

/**
 * Reads what somebody pasted. `redact` takes secrets out before anything is recognised or repeated, and after what was escaped, coloured
 * or wrapped is one again: half a secret has no shape.
 */
export function createPastedReader(redact: (lines: readonly string[]) => string[]): PastedReader {
  const excerpt = createExcerpt();
  return {
    push: (chunk) => excerpt.push(chunk),
    end(beside) {
      const { lines: whole, others } = excerpt.end();
      const lines = withoutWritten(whole.join('\n')).split('\n');
      const flow = unwrap(lines.flatMap(plainLines));
      const [text = '', ...rest] = redact([flow.text, ...others.flatMap(plainLines).map((line) => line.text)]);
      // Where the lines began only the clocks have to know.
      const recognise = (part: string): Usual => recognisePasted({ text: part, skew: skewOf(flow) }, opaqueTokenMarks(lines), beside);
      const pasted = recognise(text);
      const ours = readOurs(whole, redact);
      const isTold = ours !== null && !(ours.isLoose && tellsMore(ours.causes, recognise(withoutOwnEnd(text)).findings));
      if (isTold) return withOurs(pasted, findingsOfOurs(ours, pasted.findings, pasted.read));
      const closest = pasted.findings.length > 0 ? null : closestTo([...text.split('\n'), ...rest]);
      return { ...pasted, closest, told: null };
    },
  };
}

function recognisePasted({ text, skew }: { text: string; skew: string | null }, opaque: readonly Mark[], beside: Beside): Usual {
  const around = surroundingsOf(text);
  const credentials = credentialsIn(text);
  const values = readValues(text);
  const token = refusedToken(text, beside);
  const held = beside.credentials ?? (credentials.length > 0 ? credentials : null);
  const asked = askedFrom(text, values, { ...beside, credentials: held }, token);
  const bodies = bodiesIn(text);
  const entra = entraMarks(text, asked.entra, around);
  const auth0 = auth0Marks(text, { bodies, asked: asked.auth0, around });
  const marks = [
    ...entra.marks,
    ...auth0.marks,
    ...azureOpenAiMarks(text, { bodies, asked: asked.azureOpenAi, around }),
    ...networkMarks(text, around),
    ...toolMarks(text),
    ...issuerMarks(text),
    ...opaque,
  ];
  const findings = firstCauseFirst(text, marks);
  const read = { ...withReferences(values, findings[0]?.refusal ?? null), skew };
  const other = entra.others[0];
  const notOurs = other ? aboutOther(other) : (auth0.notOurs ?? aboutChain(text) ?? aboutAddress(text.trim()) ?? aboutWord(text.trim()));
  return { findings, read, token, known: knownFrom(text, read, token), credentials, notOurs };
}

/** What the words of the parties come to, whoever repeated them. */
type Usual = Omit<Pasted, 'closest' | 'told'>;

/** Whether another program's error stands beside a sentence that may be ours. */
function tellsMore(causes: readonly OurCause[], usual: readonly Finding[]): boolean {
  return usual.some(({ code }) => causes.every((cause) => cause.code !== code));
}

/** The last sentence of an error of ours repeats the number of who refused it. */
function withoutOwnEnd(text: string): string {
  return text.replaceAll(/ (?:Entra ID|Auth0|Azure OpenAI) answered \d{3}(?: [\w.-]{1,80})?(?:, correlation id [\da-f-]{36})?\./g, ' ');
}

/**
 * A text of ours that names what is wrong has its causes alone; what Azure holds, it tells by what it compared, and its commands by what
 * they would write. One in which nothing is wrong hides no error of another program.
 */
function withOurs(pasted: Usual, ours: FromOurs): Pasted {
  const { findings, told, known, read, about } = ours;
  if (!ours.isWrong && !ours.isAboutCodes && pasted.findings.length > 0) return besideOurs(pasted, ours);
  return {
    ...pasted,
    findings,
    told,
    known: { ...pasted.known, ...known },
    read: withReferences({ ...pasted.read, ...read }, findings[0]?.refusal ?? null),
    credentials: [],
    notOurs: about,
    closest: null,
  };
}

/** The warnings of ours stand behind the error, as they do wherever both are found. */
function besideOurs(pasted: Usual, { findings, told, about }: FromOurs): Pasted {
  if (findings.length === 0) return { ...pasted, closest: null, told: null };
  const others = pasted.findings.filter(({ code }) => findings.every((found) => found.code !== code));
  return { ...pasted, findings: [...others, ...findings], told: [...others.map(() => null), ...told], notOurs: about, closest: null };
}

/** What a number is about that is none of the exchange's, or that nobody here knows it. */
function aboutOther({ number, about }: { number: number; about: string | null }): string {
  const page = `Microsoft has a page for it: https://login.microsoftonline.com/error?code=${number}`;
  if (about === null) return `AADSTS${number} is a number of Entra ID that I have no explanation for. ${page}`;
  return `AADSTS${number} is about ${about}, not about the exchange of a token. ${page}`;
}

/** A chain of the SDK's credentials that found none: the one that is needed here is never among them. */
function aboutChain(text: string): string | null {
  if (!/\b(?:DefaultAzureCredential|ChainedTokenCredential)\b/.test(text)) return null;
  return 'A chain of credentials found none that works. None of them takes a token of Auth0; that is what ClientAssertionCredential is for.';
}

/** Nobody is asked, so an address alone tells nothing. */
function aboutAddress(text: string): string | null {
  return /^https?:\/\/\S+$/.test(text) ? 'It is an address, and none is opened here: what stands on that page can be pasted.' : null;
}

/** An opaque token cannot be told from any other word that a machine made up. */
function aboutWord(text: string): string | null {
  if (!/^[\w.~+/=-]{20,4000}$/.test(text)) return null;
  return `It is one word of ${text.length} characters. If it is meant as a token: Entra ID takes only a signed one (a JWT), which has three parts between two dots.`;
}

/** Objects of JSON that are federated credentials, wherever they stand in the text. */
function credentialsIn(text: string): FederatedCredential[] {
  if (!/"?audiences"?\s*:/.test(text)) return [];
  const starts = [...text.matchAll(/[[{]/g)].map(({ index }) => index).slice(0, 200);
  for (const start of starts) {
    const whole = balanced(text, start);
    const read = whole === null ? null : readCredentialJson(whole.replaceAll('\n', ' '));
    if (read?.ok && read.credentials.length > 0) return read.credentials;
  }
  return [];
}

const mostJson = 200_000;

/** From this bracket to the one that closes it. */
function balanced(text: string, start: number): string | null {
  let depth = 0;
  for (const { 0: bracket, index } of text.slice(start, start + mostJson).matchAll(/[{}[\]]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth === 0) return text.slice(start, start + index + 1);
  }
  return null;
}
