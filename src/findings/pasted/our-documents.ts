import { isRecord } from '../evidence-shape.js';

/** What a document of ours says, before anything of it is believed. */
export interface OurDocument {
  /** Each as it stands there. */
  diagnoses: Readonly<Record<string, unknown>>[];
  /** Values of settings by their names. */
  settings: Map<string, string>;
  /** Whether it explains a code by an example. */
  isExample: boolean;
}

/** The last document of ours in the lines of a text: a report, an explanation, or an error of the library in whatever a log put around it. */
export function documentIn(lines: readonly string[]): OurDocument | null {
  const isOurs = lines.some((line) => /"diagnoses"\s*:|"KeylessError"/.test(line));
  if (!isOurs) return null;
  return (
    candidatesIn(lines)
      .flatMap((text) => oursIn(parsed(text), 0))
      .at(-1) ?? null
  );
}

/** A document alone in one line, those that stand from one first column to the next, or all from the first brace to the last. */
function candidatesIn(lines: readonly string[]): string[] {
  const single = lines.map((line) => line.trim()).filter(isAlone);
  if (single.length > 0) return single.slice(0, 50);
  const first = lines.findIndex((line) => /^\s*\{\s*$/.test(line));
  const last = lines.findLastIndex((line) => /^\s*\}\s*$/.test(line));
  if (first === -1 || last <= first) return [];
  const whole = lines.slice(first, last + 1);
  const ends = whole.flatMap((line, at) => (line.trimEnd() === '}' ? [at] : []));
  const blocks = ends.slice(0, 20).map((end, at) => whole.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end + 1));
  const parts = blocks.map((block) =>
    block
      .slice(
        Math.max(
          0,
          block.findIndex((line) => line.trimEnd() === '{'),
        ),
      )
      .join('\n'),
  );
  const isSplit = parts.length > 1 && parts.every((part) => parsed(part) !== undefined);
  return isSplit ? parts : [whole.join('\n')];
}

function isAlone(line: string): boolean {
  return /^[[{]/.test(line) && /[\]}]$/.test(line) && /"diagnoses"|"KeylessError"/.test(line);
}

/** More than a run finds, and than anybody reads. */
export const mostCauses = 40;

function isCoded({ code }: Readonly<Record<string, unknown>>): boolean {
  return typeof code === 'string' && /^[a-z\d-]+\/[a-z][a-z\d-]{2,60}$/.test(code);
}

function isByKeyless({ tool }: Readonly<Record<string, unknown>>): boolean {
  return isRecord(tool) && tool['name'] === 'keyless';
}

const deepest = 6;

function oursIn(value: unknown, depth: number): OurDocument[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((one) => oursIn(one, depth + 1));
  if (!isRecord(value)) return [];
  const { schemaVersion, diagnoses, settings, about, name, type, code } = value;
  if (schemaVersion === 1 && Array.isArray(diagnoses)) {
    const coded = diagnoses.filter(isRecord).filter(isCoded).slice(0, mostCauses);
    if (coded.length > 0 || isByKeyless(value)) return [{ diagnoses: coded, settings: settingsIn(settings), isExample: isRecord(about) }];
  }
  if ((name === 'KeylessError' || type === 'KeylessError') && typeof code === 'string') {
    const others = Array.isArray(value['others']) ? value['others'].filter(isRecord).filter(isCoded).slice(0, mostCauses) : [];
    return [
      {
        diagnoses: [{ severity: 'error', ...wordsIn(code, value['message']), ...value }, ...others],
        settings: new Map(),
        isExample: false,
      },
    ];
  }
  return Object.values(value).flatMap((one) => oursIn(one, depth + 1));
}

/** Of an error that a log keeps by its message. */
function wordsIn(code: string, message: unknown): { title?: string; why?: string } {
  const [title, ...why] = typeof message === 'string' ? message.split(` (${code}). `) : [];
  return title === undefined || why.length === 0 ? {} : { title, why: why.join(' ') };
}

function settingsIn(settings: unknown): Map<string, string> {
  const all = Array.isArray(settings) ? settings.filter(isRecord) : [];
  return new Map(all.flatMap(({ name, value }) => (typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [])));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
