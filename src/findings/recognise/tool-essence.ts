/** The words of a tool that say what is wrong, without what stands around them: one sentence or two, for a line on a screen. */
export function essence(said: string): string {
  const text = said
    .split('\n')
    .filter((line) => !line.startsWith('WARNING: '))
    .join('\n');
  const words = lastOfTraceback(text) ?? withoutRepeat(ofBody(text.replace(/^ERROR: /gm, '')));
  const line = words.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > most ? `${line.slice(0, most)} …` : line;
}

const most = 600;

/** A crash of `az` is told by the last line of its traceback. */
function lastOfTraceback(text: string): string | null {
  return /Here is the traceback:/.test(text) ? (text.trim().split('\n').at(-1) ?? null) : null;
}

/** `az` says a refusal of Azure Resource Manager as a sentence, and then part by part. */
function withoutRepeat(text: string): string {
  return text.replace(/\nCode: [^]*$/, '');
}

/** `az rest` prints the body: `Forbidden({"error":{"code":"AuthorizationFailed","message":"…"}})`. */
function ofBody(text: string): string {
  const [, status = '', body = ''] = /^([A-Z][\w -]{2,40})\((\{[^]*\})\)$/.exec(text.trim()) ?? [];
  const code = /"code"\s*:\s*"([^"]*)"/.exec(body)?.[1];
  const message = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return code && message ? `${status}: (${code}) ${message.replaceAll(String.raw`\"`, '"')}` : text;
}
