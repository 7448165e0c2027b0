import { TextDecoder } from 'node:util';

/** What is kept of a body in the record. */
const mostKept = 65_536;
/** What is kept of one text in a JSON body that is larger: nobody says anything in more words. */
const mostOfOne = 2000;

/** The text of a body by the character set that its type names; a mark at its beginning that only tells the order of bytes is none of it. */
export function textOf(bytes: Uint8Array, contentType: string | undefined): string {
  return decoderFor(/;\s*charset="?([\w.:-]+)/i.exec(contentType ?? '')?.[1]).decode(bytes);
}

/** A set that nobody knows is read as UTF-8, like a body that names none. */
function decoderFor(charset = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** As much of a body as is kept. One in JSON is shortened text by text, so that it can still be read. */
export function keptOf(text: string): string {
  if (text.length <= mostKept) return text;
  try {
    const short: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' && value.length > mostOfOne ? `${value.slice(0, mostOfOne)} …` : value,
    );
    return JSON.stringify(short).slice(0, mostKept);
  } catch {
    return text.slice(0, mostKept);
  }
}
