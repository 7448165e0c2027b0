/** One line as it was meant: without what a terminal, a log, a quotation or a program that printed it added. */
export interface PlainLine {
  /** With the spaces around it, which tell whether a word was cut. */
  text: string;
  /** When the line was written, as a log had it in front (ISO 8601, UTC); null without one. */
  at: string | null;
}

/**
 * Takes colours, log prefixes, quotation marks of mail, boxes, escapes and entities off a line. A line break that was escaped is one
 * again, so one line may become several. Values stay as they are.
 */
export function plainLines(raw: string): PlainLine[] {
  const said = inContainer.exec(raw)?.[1] ?? raw;
  return unescaped(said.replace(ansi, '').replace(lostAnsi, '$1').replace(/\\n$/, '')).split('\n').map(plainLine);
}

/** One line without what stands in front of it: escapes stay, so that what is JSON is JSON still. */
export function withoutPrefix(raw: string): string {
  return plainLine(raw.replace(ansi, '').replace(lostAnsi, '$1')).text;
}

function plainLine(line: string): PlainLine {
  let text = line;
  let at: string | null = null;
  for (let round = 0; round < mostPrefixes; round += 1) {
    const prefix = prefixes.map((one) => one.exec(text)?.[0] ?? '').find((found) => found !== '');
    if (!prefix) break;
    at ??= momentIn(prefix);
    text = text.slice(prefix.length);
  }
  return { text: withoutFrame(text), at };
}

/** A frame around the message has its other side at the end of each line. */
function withoutFrame(line: string): string {
  const text = line.trimEnd();
  return /[│┃|]/.test(text.at(-1) ?? '') ? text.slice(0, -1).trimEnd() : line;
}

/** One line of a program's output, as Docker keeps it. */
const inContainer = /^\{"log":"((?:[^"\\]|\\.)*)"/;

const mostPrefixes = 8;

// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const ansi = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))|\r/g;
/** A colour whose escape character was lost on the way. */
const lostAnsi = /(^|[\s:])(?:\[\d{1,3}(?:;\d{1,3})*m)+/g;

const moment = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?`;

/** What stands in front of a line, in the order in which it is looked for; several of them follow each other. */
const prefixes: readonly RegExp[] = [
  // A quotation in mail or Markdown, and the frames of Terraform.
  /^\s*(?:>|&gt;|[│┃╷╵┌└|])(?:\s|$)|^\s*>/,
  // `gh run view --log` writes job and step before the moment.
  new RegExp(String.raw`^[^\t]{1,200}\t[^\t]{1,200}\t\uFEFF?(?=${moment})`),
  new RegExp(String.raw`^\uFEFF?\[?${moment}\]?[ \t]*`),
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s+/,
  // Kubernetes (klog), Docker Compose, BuildKit.
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w./-]+:\d+\]\s*/,
  /^[a-z][\w.-]{0,62}\s+\|\s/,
  /^#\d+ \d+\.\d+\s/,
  // Azure Pipelines and GitHub Actions.
  /^##\[\w+\]/,
  /^::(?:error|warning|notice|debug)(?: [^:\n]*)?::/,
  /^\[(?:debug|info|warn(?:ing)?|error|stdout|stderr)\]\s*/i,
];

function momentIn(prefix: string): string | null {
  const found = new RegExp(moment).exec(prefix)?.[0];
  // Without a zone nobody knows which hour is meant.
  if (!found || !/(?:Z|[+-]\d\d:?\d\d)$/.test(found)) return null;
  const at = new Date(found.replace(' ', 'T').replace(',', '.'));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** JSON in JSON, as often as it was put there; what HTML and an address make of a text. */
function unescaped(text: string): string {
  return text
    .replace(/(?<=\berror_description=)[^&\s"']+/g, fromAddress)
    .replace(/\\{1,16}u00([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:\\{1,16}[rn]){1,8}/g, '\n')
    .replace(/\\{1,16}t/g, ' ')
    .replace(/\\{1,16}(["'`/])/g, '$1')
    .replace(/&(?:(quot|#34|#x22)|(apos|#39|#x27)|(lt)|(gt)|amp);/gi, (_, double, single, less, greater) =>
      double ? '"' : single ? "'" : less ? '<' : greater ? '>' : '&',
    )
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'");
}

function fromAddress(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
