import { fields } from '../../settings/fields.js';
import { isRecord } from '../evidence-shape.js';
import type { OurDocument } from './our-documents.js';

/** Takes what looks like a secret out of texts, and gives back as many. */
export type Redact = (lines: readonly string[]) => string[];

/** A document without secrets in any of its texts: what looks like one, and what it says is the value of one. */
export function withoutSecrets(document: OurDocument, redact: Redact): OurDocument {
  const secrets = secretsIn(document);
  const clean = (texts: readonly string[]): string[] =>
    redact(texts.map((text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text.toWellFormed())));
  const settings = [...document.settings].filter(([, value]) => clean([value])[0] === value);
  return { ...document, diagnoses: document.diagnoses.map((one) => redacted(one, clean)), settings: new Map(settings) };
}

const hidden = '[secret]';
/** What is shorter is part of any word. */
const shortestSecret = 8;

const secretNames: ReadonlySet<unknown> = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));

function secretsIn({ diagnoses, settings }: OurDocument): string[] {
  const evidence = diagnoses.map((one) => one['evidence']).filter(isRecord);
  const shown = evidence.map(({ field, value }) => (secretNames.has(field) ? value : null));
  const given = [...settings].map(([name, value]) => (secretNames.has(name) ? value : null));
  return [...new Set([...shown, ...given])].filter((one): one is string => typeof one === 'string' && one.length >= shortestSecret);
}

/** The parts of a diagnosis that are read. */
function redacted({ code, title, why, severity, evidence, upstream }: Readonly<Record<string, unknown>>, clean: Redact) {
  const texts: string[] = [];
  const parts = mapTexts({ code, title, why, severity, evidence, upstream }, (text) => texts[texts.push(text) - 1] ?? text, 0);
  const cleaned = clean(texts);
  let at = 0;
  return mapTexts(parts, (text) => cleaned[at++] ?? text, 0) as Readonly<Record<string, unknown>>;
}

/** No evidence of ours goes deeper. */
const deepest = 8;

function mapTexts(value: unknown, change: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return null;
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, change, depth + 1)]));
}
