import type { Code } from '../finding.js';
import { meanings } from '../meanings.js';
import type { Severity } from '../severity.js';
import type { OurCause } from './ours.js';

const groups = 'settings|network|auth0|token|trust|entra|azure-openai|tool|check';
const code = `(?:${groups})/[a-z][a-z\\d-]{2,60}`;
/** No line of ours that names a cause is longer. */
const longest = 6000;

const words: Readonly<Record<string, Severity>> = {
  FAIL: 'error',
  PROBLEM: 'error',
  '✗': 'error',
  x: 'error',
  error: 'error',
  warn: 'warning',
  WARNING: 'warning',
  '!': 'warning',
  warning: 'warning',
  unknown: 'unknown',
  'NOT KNOWN': 'unknown',
  '?': 'unknown',
};

/** Whether this version knows it. */
export function isCode(name: string): name is Code {
  return Object.hasOwn(meanings, name);
}

/** The causes that a text of ours names, in its order; those of its table of checks where it has no other, such as one that was cut. */
export function causesIn(lines: readonly string[]): OurCause[] {
  const made = lines.findIndex((line) => /^\s*An example\. Its values are made up/.test(line));
  const read = made === -1 ? lines : lines.slice(0, made);
  const causes = read.flatMap((line, at) => (line.length > longest ? [] : (causeAt(read, at) ?? [])));
  return causes.length > 0
    ? causes
    : read.flatMap((line, at) => (line.length > longest ? [] : [...checkAt(line, at), ...listedAt(read, at)]));
}

const anyCode = new RegExp(`(?<![\\w/.-])${code}(?![\\w/-])`, 'g');
/** No run finds as many. */
const ofList = 12;

/** Whether it is a list of codes, or a page about them, in which the words of the parties stand as examples. */
export function isListOfCodes(lines: readonly string[]): boolean {
  const names = new Set<string>();
  for (const line of lines) for (const [name] of line.matchAll(anyCode)) if (names.size < ofList && isCode(name)) names.add(name);
  return names.size === ofList;
}

/** Each form by itself; all of them begin with something that is found without going back over the line. */
function causeAt(lines: readonly string[], at: number): OurCause[] | null {
  const line = lines[at] ?? '';
  const missing = /^\s*(?:#+ |FAIL |PROBLEM\. )(\d{1,2}) values are missing\b/.exec(line);
  if (missing) {
    const names = missingAfter(lines, at);
    return names.length === 0 ? null : [{ ...cause('settings/missing', '', at), severity: 'error', missing: names }];
  }
  return (
    annotation(line, at) ??
    (line.includes('/') ? (behindTitle(lines, at) ?? belowTitle(lines, at) ?? inMessage(lines, at) ?? inDocument(lines, at)) : null)
  );
}

/** `::error title=trust.issuer trust/issuer-slash::Title. Why` */
const annotated = new RegExp(`^::(error|warning) title=[a-z0-9-]+\\.[a-z-]+ (${code})::([^\\n]*)$`);

/** Whether it is an annotation of ours, as GitHub Actions reads it. */
export function annotationIn(line: string): string | null {
  const begin = line.length > longest ? -1 : line.search(/::(?:error|warning) title=/);
  const text = begin === -1 ? '' : line.slice(begin).trimEnd();
  return annotated.test(text) ? text : null;
}

function annotation(line: string, at: number): OurCause[] | null {
  const [, level = '', name = '', text = ''] = annotated.exec(line) ?? [];
  if (name === '') return null;
  const said = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const end = said.indexOf('. ');
  const [title, why] = end === -1 ? [said, null] : [said.slice(0, end), said.slice(end + 2)];
  // Its levels are two, and what could not be found out is a warning there, too.
  return [{ ...cause(name, title, at), severity: level === 'error' ? 'error' : null, why }];
}

const atEnd = new RegExp(`(?<![\\w/.-])${code}$`);
const marked = /^\s*(?:[❯>] )?(?:\d{1,2} )?(FAIL|warn|unknown|[✗!?x]) (?=\S)/u;

/** Text and screen: a mark, a title, and the code at the end of the line, or alone in the next one. */
function behindTitle(lines: readonly string[], at: number): OurCause[] | null {
  const line = (lines[at] ?? '').trimEnd();
  const found = atEnd.exec(line);
  if (found === null) return null;
  const before = line.slice(0, found.index);
  const isAlone = before.trim() === '';
  const head = isAlone ? (lines[at - 1] ?? '') : before;
  if (!isAlone && !before.endsWith('  ')) return null;
  const mark = marked.exec(head);
  const title = head.slice(mark?.[0].length ?? 0).trim();
  // What could not be found out has no mark in a text; its reason stands below it, moved in.
  if (!mark && (isAlone || !/^[A-Z]/.test(head) || !/^ {2}\S/.test(lines[at + 1] ?? ''))) return null;
  return [{ ...cause(found[0], title, at), severity: mark ? (words[mark[1] ?? ''] ?? null) : 'unknown', why: paragraphAfter(lines, at) }];
}

const ownLine = new RegExp(`^\\s*(?:Code: (${code})|\`?(${code})\`?, found by \`?[a-z0-9-]+\\.[a-z-]+\`?)\\s*$`);
const heading = /^\s*(?:#+ )?(?:(FAIL|warn|unknown):|(PROBLEM|NOT KNOWN|WARNING)\.) (\S[^\n]*)$/;

/** Sentences and Markdown: the title, and the code in a line of its own below it. */
function belowTitle(lines: readonly string[], at: number): OurCause[] | null {
  const [, said, written] = ownLine.exec(lines[at] ?? '') ?? [];
  const name = said ?? written;
  if (name === undefined) return null;
  const [, word, spoken, title] = heading.exec(lines[at - 1]?.trim() ? (lines[at - 1] ?? '') : (lines[at - 2] ?? '')) ?? [];
  if (title === undefined || /^\d+ values are missing/.test(title)) return null;
  return [{ ...cause(name, title, at), severity: words[word ?? spoken ?? ''] ?? null, why: reasonAfter(lines, at) }];
}

const inBrackets = new RegExp(` \\((${code})\\)\\.(?= |$)`);

/** The message of an error of the library: behind its name, or as all that was pasted. */
function inMessage(lines: readonly string[], at: number): OurCause[] | null {
  const line = lines[at] ?? '';
  const found = inBrackets.exec(line);
  if (found === null) return null;
  const before = line.slice(0, found.index);
  const name = before.lastIndexOf('KeylessError: ');
  const field = before.search(/["']?(?:message|msg)["']?: ?["'`]/);
  const isFirst = lines.slice(0, at).every((one) => one.trim() === '');
  if (name === -1 && field === -1 && !isFirst) return null;
  const title = name === -1 ? before.slice(Math.max(field, 0)).replace(/^["']?(?:message|msg)["']?: ?["'`]/, '') : before.slice(name + 14);
  const why = line.slice(found.index + found[0].length).trim();
  if (!/^[A-Z]/.test(title) || title.length > 200 || /[.:] |`/.test(title) || why.length < shortestWhy) return null;
  return [{ ...cause(found[1] ?? '', title, at), why, isThrown: true, ...(name === -1 && field === -1 && { isLoose: true as const }) }];
}

/** Whoever mentions a code in a sentence does not go on for long; an error of ours gives its reason. */
const shortestWhy = 50;

const inField = new RegExp(`^\\s*"code": ?"(${code})",?\\s*$`);

/** A document that was cut, so that it cannot be read as one. */
function inDocument(lines: readonly string[], at: number): OurCause[] | null {
  const name = inField.exec(lines[at] ?? '')?.[1];
  const severity = /^\s*"severity": ?"(error|warning|unknown)"/.exec(lines[at + 1] ?? '')?.[1];
  const title = /^\s*"title": ?"(.*)",?\s*$/.exec(lines[at + 2] ?? '')?.[1];
  if (name === undefined || severity === undefined || title === undefined) return null;
  return [{ ...cause(name, title, at), severity: severity as Severity }];
}

const inTable = new RegExp(
  `^\\s*(?:(FAIL|warn|unknown) +[a-z0-9-]+\\.[a-z-]+ {2,}|\`?[a-z0-9-]+\\.[a-z-]+\`? \\| (FAIL|warn|unknown) \\| )(\\S.*)$`,
);
const codesAtEnd = new RegExp(`\\(\`?((?:${code})(?: ${code}){0,9})\`?\\)(?:  [^()]{1,20}| \\|[^()]{0,20})?$`);

function checkAt(line: string, at: number): OurCause[] {
  const [, word, cell, rest = ''] = inTable.exec(line) ?? [];
  const found = codesAtEnd.exec(rest);
  const title = rest.slice(0, found?.index ?? 0).trim();
  const severity = words[word ?? cell ?? ''] ?? null;
  return (found?.[1] ?? '')
    .split(' ')
    .filter(Boolean)
    .map((name) => ({ ...cause(name, title, at), severity }));
}

const listed = new RegExp(`^\\s*"(${code})",?\\s*$`);
const statuses: Readonly<Record<string, Severity>> = { fail: 'error', warn: 'warning', unknown: 'unknown' };

/** The codes of a check in a document that was cut before its causes. */
function listedAt(lines: readonly string[], at: number): OurCause[] {
  const name = listed.exec(lines[at] ?? '')?.[1];
  const above = name === undefined ? [] : lines.slice(Math.max(0, at - 12), at);
  if (name === undefined || !above.some((line) => /^\s*"codes": ?\[\s*$/.test(line))) return [];
  const valueOf = (field: RegExp): string => above.map((line) => field.exec(line)?.[1] ?? '').findLast((value) => value !== '') ?? '';
  const severity = statuses[valueOf(/^\s*"status": ?"(\w+)"/)] ?? null;
  return [{ ...cause(name, valueOf(/^\s*"title": ?"(.*)",?\s*$/), at), severity }];
}

function cause(name: string, title: string, at: number): OurCause {
  return { code: name, title: plain(title), severity: null, why: null, at, missing: [] };
}

/** Without what Markdown and sentences put around it. */
function plain(title: string): string {
  return title.replaceAll('`', '').replace(/\.$/, '').trim().slice(0, 300);
}

/** The lines below that are moved in, up to an empty one. */
function paragraphAfter(lines: readonly string[], at: number): string | null {
  const part: string[] = [];
  for (const line of lines.slice(at + 1, at + 40)) {
    if (!/^ {2}\S/.test(line) || /^ {2}(?:\d+\. |see https)/.test(line)) break;
    part.push(line.trim());
  }
  return part.length === 0 ? null : part.join(' ');
}

/** The next line that says something, behind both values. */
function reasonAfter(lines: readonly string[], at: number): string | null {
  const found = lines.slice(at + 1, at + 8).find((line) => line.trim() !== '');
  return found === undefined || /^\s*(?:```|To fix|Token |\d+\. )/.test(found) ? null : found.replaceAll('`', '').trim();
}

/** The settings in a list of those that are missing. */
function missingAfter(lines: readonly string[], at: number): string[] {
  const names: string[] = [];
  for (const line of lines.slice(at + 1, at + 120)) {
    if (/^\s*#/.test(line)) break;
    const name = /^\s*(?:- `?|Missing value \d+ of \d+: )?([A-Z][A-Z_]{5,60})`?(?: {3}or --|, or --|: )/.exec(line)?.[1];
    if (name !== undefined && !names.includes(name)) names.push(name);
  }
  return names;
}
