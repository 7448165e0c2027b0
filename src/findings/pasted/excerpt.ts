/** What is kept of a text of any length: everything of a short one, of a long one what stands around the signs of our parties. */
export interface Excerpt {
  push(chunk: string): void;
  /** The lines that were kept, and of those that were not the first that look like an error. */
  end(): { lines: string[]; others: string[] };
}

/** So much is kept as it is. */
const mostWhole = 128_000;
/** From here on a line that came before, but for its numbers, says nothing new. */
const mostKept = 300_000;
/** And here it is enough, whatever comes: the first cause stands before. */
const mostOfAll = 600_000;
const linesBefore = 8;
const linesAfter = 25;
const mostOthers = 200;
/** A log in one line, as JSON has it, is cut to be looked at in parts. */
const longLine = 16_000;

/** Words that stand in whatever the three parties, their SDKs and tools say; one of them is in every message that is recognised. */
const sign =
  /AADSTS|federated|assertion|error_description|access_denied|unauthorized_client|invalid_client|auth0|open ?ai|cognitiveservices|microsoftonline|\baz login\b|principal|subdomain|deployment|tenant|subscription|ENOTFOUND|ECONN|getaddrinfo|resolve|proxy|x509|certificate|Correlation|oauth2|data action|rate limit|quota|endpoints_resolution|aka\.ms/i;
/** What the answer itself has in it, which is not passed over for the length of the rest. */
const strongSign = /AADSTS|error_description|federated identity|presented assertion|access_denied/i;
const mostForms = 2000;
const trouble = /error|exception|fail|denied|unauthori|forbidden|refused|fatal/i;

/** Reads a text piece by piece, and holds no more of it than it needs. */
export function createExcerpt(): Excerpt {
  let open = '';
  let size = 0;
  let after = 0;
  let recent: string[] = [];
  const kept: string[] = [];
  const others: string[] = [];
  const seen = new Set<string>();

  function keep(line: string): void {
    if (size > mostKept) {
      const form = line.replace(/\d+/g, '0');
      if (seen.has(form) || size > mostOfAll || (seen.size > mostForms && !strongSign.test(line))) return;
      seen.add(form);
    }
    // A line without anything in it says no more the second time.
    if (line.trim() === '' && kept.at(-1)?.trim() === '') return;
    kept.push(line);
    size += line.length + 1;
  }

  function take(line: string): void {
    if (size <= mostWhole || after > 0 || sign.test(line)) {
      if (size > mostWhole && sign.test(line)) after = linesAfter;
      else after -= 1;
      for (const earlier of recent) keep(earlier);
      recent = [];
      keep(line);
      return;
    }
    if (others.length < mostOthers && trouble.test(line)) others.push(line.slice(0, 500));
    recent.push(line);
    if (recent.length > linesBefore) recent.shift();
  }

  return {
    push(chunk) {
      const lines = (open + chunk).split('\n');
      open = lines.pop() ?? '';
      for (const line of lines) for (const part of partsOf(line)) take(part);
      while (open.length > 2 * longLine) {
        take(open.slice(0, longLine));
        open = open.slice(longLine - overlap);
      }
    },
    end() {
      for (const part of partsOf(open)) take(part);
      open = '';
      return { lines: kept, others };
    },
  };
}

/** So much of the end of a part stands at the beginning of the next one, too: no message is longer. */
const overlap = 4000;

function partsOf(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > 2 * longLine) {
    parts.push(rest.slice(0, longLine));
    rest = rest.slice(longLine - overlap);
  }
  return [...parts, rest];
}
