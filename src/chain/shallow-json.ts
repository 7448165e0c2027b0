/** What anybody says who means it is nested less deep than this. */
const deepest = 500;

/** A text of JSON; null for one that is none, and for one that is nested so deep that whoever walks through it or writes it again ends the stack. */
export function readShallowJson(text: string): { json: unknown } | null {
  if (isDeep(text)) return null;
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** Brackets in a string are letters. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isInString && sign === '\\') at += 1;
    else if (sign === '"') isInString = !isInString;
    else if (!isInString && (sign === '[' || sign === '{')) depth += 1;
    else if (!isInString && (sign === ']' || sign === '}')) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
