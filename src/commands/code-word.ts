import { groups } from '../checks/check-id.js';
import type { Code } from '../findings/finding.js';
import { meanings } from '../findings/meanings.js';
import { nearest } from './read-option.js';
import type { Usage } from './read-option.js';

const codes = Object.keys(meanings) as Code[];

/** What can be asked about in one word: a code of ours, or a number of Entra ID, as it is written in answers. */
export type CodeWord = { kind: 'code'; code: Code } | { kind: 'number'; number: string };

/** Tells both from every other text, typed, piped or pasted; null where it is neither. */
export function readCodeWord(text: string): CodeWord | null {
  const word = text.trim().toLowerCase();
  if (isCode(word)) return { kind: 'code', code: word };
  const number = /^(?:aadsts[\s:-]?)?(\d{5,7}):?$/.exec(word)?.[1];
  return number === undefined ? null : { kind: 'number', number: `AADSTS${number}` };
}

function isCode(word: string): word is Code {
  return Object.hasOwn(meanings, word);
}

/** The group of codes behind the id of a check, such as `trust.issuer`; null when it is none. */
export function groupOfCheck(word: string): string | null {
  const [group = '', slug, ...more] = word.split('.');
  return (slug === undefined || /^[a-z]+$/.test(slug)) && more.length === 0 && groups.some((one) => one === group) ? group : null;
}

/** A code has one spelling everywhere, so another one is refused, with the right one. Null where the word looks like no code. */
export function misspeltCode(word: string): Usage | null {
  const letters = bare(word);
  const same = codes.filter((code) => bare(code) === letters || bare(code.slice(code.indexOf('/') + 1)) === letters);
  // Several groups have a code `refused`.
  if (same.length > 0) return { problem: `There is no code ${word.replace(/[.,;:]+$/, '')}.`, hint: `It is written ${same.join(' or ')}.` };
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/i.test(word)) return null;
  const near = nearest(word.toLowerCase(), codes);
  if (near !== null) return { problem: `There is no code ${word}.`, hint: near };
  const group = word.slice(0, word.indexOf('/')).toLowerCase();
  return codes.some((code) => code.startsWith(`${group}/`))
    ? { problem: `There is no code ${word}.`, hint: 'keyless explain --list shows all of them.' }
    : null;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Whether a word was meant as the name of a file: it has a path, or an ending of those that texts have. */
export function isLikePath(word: string): boolean {
  if (/\s/.test(word) || /^[a-z][a-z0-9+.-]+:\/\//i.test(word)) return false;
  return /^(?:\.{0,2}\/|~|[a-z]:\\|\.env)/i.test(word) || /^[\w.@-]+(?:[/\\][\w.@-]+)+$/.test(word) || ending.test(word);
}

const ending = /^[\w.@-]+\.(?:log|txt|json|jsonl|ya?ml|env|out|err|csv|md|html?|jwt|token|pem)$/i;
