/** The fields of an error body, in whichever spelling it was printed: JSON, Python, JavaScript, or cut in the middle. */
export interface Body {
  at: number;
  end: number;
  error: string | null;
  description: string | null;
  code: string | null;
  message: string | null;
  status: number | null;
  /** Only the answers of Auth0's Management API have it. */
  errorCode: string | null;
}

/**
 * Finds bodies by their fields and not by their brackets: those of a text that was cut, or put into another one, do not close. Fields
 * that stand near each other are one body.
 */
export function bodiesIn(text: string): Body[] {
  const bodies: Body[] = [];
  let last = 0;
  for (const { index, groups } of text.matchAll(field)) {
    const { name = '', double, single, bare } = groups ?? {};
    const value = double ?? single ?? bare ?? '';
    const end = index + (value.length + name.length);
    const current = bodies.at(-1);
    const isNew = !current || index - last > reach || isRepeated(current, name);
    const body = isNew ? { ...blank, at: index, end } : current;
    if (isNew && bodies.length === mostBodies) break;
    if (isNew) bodies.push(body);
    put(body, name, value);
    body.end = Math.max(body.end, end);
    last = end;
  }
  return bodies;
}

const reach = 700;
/** A log with more of them says nothing new in the others. */
const mostBodies = 500;
const blank = { error: null, description: null, code: null, message: null, status: null, errorCode: null };

const field =
  /(?<![\w.])["']?(?<name>error_description|errorCode|error|statusCode|status|code|message)["']?\s?:\s?(?:"(?<double>[^\n]{0,2000}?)"(?=\s*(?:[,}\])]|$|\n))|'(?<single>[^\n]{0,2000}?)'(?=\s*(?:[,}\])]|$|\n))|(?<bare>\d{3,7})\b)/g;

function isRepeated(body: Body, name: string): boolean {
  const key = keys[name];
  return key !== undefined && body[key] !== null;
}

const keys: Readonly<Record<string, Exclude<keyof Body, 'at' | 'end'>>> = {
  error_description: 'description',
  errorCode: 'errorCode',
  error: 'error',
  statusCode: 'status',
  status: 'status',
  code: 'code',
  message: 'message',
};

function put(body: Body, name: string, value: string): void {
  const key = keys[name];
  if (key === 'status') body.status = /^[1-5]\d\d$/.test(value) ? Number(value) : null;
  else if (key) body[key] = value;
}
