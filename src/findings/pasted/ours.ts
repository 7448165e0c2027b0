import type { Severity } from '../severity.js';
import { documentIn, mostCauses } from './our-documents.js';
import { annotationIn, causesIn, isCode, isListOfCodes } from './our-lines.js';
import { withoutSecrets } from './our-texts.js';
import type { Redact } from './our-texts.js';
import { plainLines, withoutPrefix } from './plain-line.js';

/** A cause that a text of ours names, before anything of it is believed. */
export interface OurCause {
  code: string;
  title: string;
  severity: Severity | null;
  why: string | null;
  /** The line that names it. */
  at: number;
  /** Names of settings, where several are missing. */
  missing: string[];
  /** Of an error that was thrown: something was wrong, whatever its code does to a check. */
  isThrown?: true;
  /** Where nothing but a code in brackets tells it from anybody's sentence. */
  isLoose?: true;
  /** Of a document: evidence and answer as they stand there. */
  evidence?: unknown;
  upstream?: unknown;
}

/** What keyless itself has said of a case that somebody hands on. */
export interface Ours {
  lines: string[];
  /** Its causes, the first of them first; none where all was well, or where it only explains a code. */
  causes: OurCause[];
  /** Values of settings by their names. */
  settings: ReadonlyMap<string, string>;
  /** Whether all of it may be a sentence of somebody else. */
  isLoose?: boolean;
}

/**
 * Recognises a report, an explanation or an error of ours by its form, whichever way it came; null for any other text. Prose that
 * mentions a code has none of the forms.
 */
export function readOurs(raw: readonly string[], redact: Redact): Ours | null {
  if (!raw.some((line) => sign.test(line))) return null;
  const document = documentIn(raw.map(withoutPrefix));
  const lines = redact(raw.flatMap((line) => annotationIn(line) ?? plainLines(line).map(({ text }) => text)));
  if (document) {
    const { isExample, diagnoses, settings } = withoutSecrets(document, redact);
    return { lines, causes: isExample ? [] : diagnoses.map(causeOf), settings };
  }
  const causes = once(causesIn(lines));
  const isRun = causes.some(({ code }) => isCode(code)) || (causes.length > 0 && lines.some((line) => isLast.test(line)));
  const isOurs = isRun || lines.some((line) => isEnd.test(line)) || isListOfCodes(lines);
  return !isOurs ? null : { lines, causes, settings: settingsIn(lines), isLoose: causes.length > 0 && causes.every((one) => one.isLoose) };
}

/** Without a code, and without the words of a run that needs none, it is not looked at any closer. */
const sign =
  /\b(?:settings|network|auth0|token|trust|entra|azure-openai|tool|check)\/[a-z]|values are missing|all well|warning|Everything works|An example\. |"diagnoses"/;

/** What stands in a text of ours in which there is nothing to explain. */
const isEnd =
  /^(?:all well|\d+ warnings?, which --strict counts), \d+ passed\b.* exit \d$|^# keyless: all well$|^Finished\. Everything works\.|^\s*An example\. Its values are made up, those of a company acme/;

/** The last line of a run, by which a code that is not known is one of another version. */
const isLast = /\bexit [0-4]$|^Finished\. |^# keyless: /;

function causeOf({ code, title, why, severity, evidence, upstream }: Readonly<Record<string, unknown>>): OurCause {
  return {
    code: typeof code === 'string' ? code : '',
    title: typeof title === 'string' ? title.slice(0, 300) : '',
    why: typeof why === 'string' ? why.slice(0, 4000) : null,
    severity: severity === 'error' || severity === 'warning' || severity === 'unknown' ? severity : null,
    at: 0,
    missing: [],
    evidence,
    upstream,
  };
}

/** A log may have the report, its annotations and a page of it, all of one run. */
function once(causes: readonly OurCause[]): OurCause[] {
  const each = new Map<string, OurCause>();
  for (const one of causes) {
    const key = `${one.code} ${one.title.toLowerCase()}`;
    if (!each.has(key)) each.set(key, one);
  }
  return [...each.values()].slice(0, mostCauses);
}

/** The rows of the settings, in columns or in the cells of a table. */
function settingsIn(lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    if (!/^\s*`?[A-Z][A-Z_]{5,60}`?(?: {2}| \|)/.test(line) || line.length > 2000) continue;
    const cells = line.includes(' | ')
      ? line.split(' | ').slice(0, 2)
      : line
          .trim()
          .split(/ {2,}/)
          .filter((_, at, all) => at !== 1 || all.length === 2);
    const [name = '', value = ''] = cells.map((cell) => cell.replaceAll('`', '').trim());
    if (!found.has(name) && value !== '' && !/^set, not shown$|^set to nothing$/.test(value)) found.set(name, value.toWellFormed());
  }
  return found;
}
