import type { NetworkFailure, Party, Refusal } from '../../chain/answer.js';
import { isNetworkFailure, isRecord } from '../evidence-shape.js';
import { partyNames } from '../party-names.js';

/** The answer of a document, as far as it has the form of one. */
export function readRefusal(given: unknown): Refusal | null {
  if (!isRecord(given)) return null;
  const party = given['party'];
  if (party !== 'auth0' && party !== 'entra' && party !== 'azure-openai') return null;
  const textIn = (name: string): string | null => (typeof given[name] === 'string' ? given[name] : null);
  const numberIn = (name: string): number | null => (typeof given[name] === 'number' ? given[name] : null);
  const network: NetworkFailure | null = isNetworkFailure(given['network']) ? given['network'] : null;
  return {
    party,
    status: numberIn('status'),
    code: textIn('code'),
    said: textIn('said') ?? '',
    asked: textIn('asked') ?? '',
    correlationId: textIn('correlationId'),
    traceId: textIn('traceId'),
    timestamp: textIn('timestamp'),
    retryAfterSeconds: numberIn('retryAfterSeconds'),
    network,
  };
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const answered =
  /^\s*(?:What )?(Auth0|Entra ID|Azure OpenAI) said:\s?(.*)$|\b(Auth0|Entra ID|Azure OpenAI) answered ([45]\d\d [^\n]{0,200})/;

/** The answer as a text of ours repeats it, with the numbers that its support asks for. */
export function refusalIn(segment: readonly string[]): Refusal | null {
  const at = segment.findIndex((line) => line.length < 20_000 && answered.test(line));
  const [, who, words, which, short = ''] = answered.exec(segment[at] ?? '') ?? [];
  const party = Object.entries(partyNames).find(([, name]) => name === (who ?? which))?.[0];
  if (party === undefined) return null;
  const behind = segment.slice(at, at + 8).join('\n');
  const said =
    (words ?? '') !== ''
      ? (words ?? '')
      : who === undefined
        ? ''
        : (segment.slice(at + 1).find((line) => !/^\s*(?:```\w*)?\s*$/.test(line)) ?? '');
  const [, status, rest = ''] = /^(?:([1-5]\d\d) )?(.*)$/.exec(said === '' ? short : said) ?? [];
  const idOf = (name: string): string | null => new RegExp(`\\b${name}(?: id)?:? (${guid})`, 'i').exec(behind)?.[1] ?? null;
  return {
    party: party as Party,
    status: status === undefined ? null : Number(status),
    code: /^AADSTS\d+|^[A-Za-z_]+(?=: )/.exec(rest)?.[0] ?? null,
    said: said === '' ? '' : rest,
    asked: '',
    correlationId: idOf('correlation'),
    traceId: idOf('trace'),
    timestamp: /\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z)/.exec(behind)?.[1] ?? null,
    retryAfterSeconds: null,
    network: null,
  };
}
