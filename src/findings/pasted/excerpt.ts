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

/** Words of whatever the three parties, their SDKs and tools say; a test holds them against every text that is recognised. */
const sign = new RegExp(
  [
    'AADSTS|federated|assertion|\\bclaim\\b|error_description|access_denied|unauthorized_client|invalid_client|oauth2|External OIDC|identity provider',
    'microsoftonline|principal|tenant|Correlation|client secret|signature algorithm|required field|/\\.default|case-insensitive|authorityHost',
    'auth0|Service not (?:enabled|found)|is not authorized|client.grant|granted scopes|Grant type|grant types|Non-global|resource server',
    'open ?ai|cognitiveservices|azure|subdomain|deployment|resource has been|Resource not found|access token|access_token|audience|Key based|AuthenticationType',
    'Public access|private endpoint|Access denied|policy-id|Perimeter|specified model|Model\\b.*\\b(?:enabled|supported)|API.version|Unsupported|Invalid .*_tokens|output limit',
    'maximum context|Deprecat|OperationNotSupported|soft-deleted|FlagMust|quota|rate limit|Too Many|_limit|limit has been|plan limit|Throughput|had an error|An error occurred|activityId',
    '\\baz\\b|command not found|subscription|RoleAssignment|Role Assignment|ExpiredAuth|Insufficient privileges|perform action|parent user-assigned|Managed Identity|JSON is invalid|exclusive|SKU|the CLI\\b|Config\\.json|does not exist',
    'ENOTFOUND|ECONN|getaddrinfo|resolve|proxy|x509|certificate|endpoints_resolution|aka\\.ms|data action|Connection error|APIConnection|Failed to establish|behavior that may',
    'keyless|\\b(?:FAIL|PROBLEM|NOT KNOWN|WARNING)\\b|Code: |found by',
  ].join('|'),
  'i',
);
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
      const isStrong = strongSign.test(line);
      if (seen.has(form) || (seen.size > mostForms && !isStrong) || size > (isStrong ? 2 : 1) * mostOfAll) return;
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
