import { duration } from '../time.js';
import type { Flow } from './unwrap.js';

/** A sentence about clocks that do not agree: Entra ID's own against the one that wrote the log, or against the times of the token. Null where they do, or nothing tells. */
export function skewOf({ text, starts }: Flow): string | null {
  return againstToken(text) ?? againstLog(text, starts);
}

/** Clocks that differ by less are in order, and a log may be written some seconds after the answer. */
const worthTellingMs = 60_000;

/** `Current time: …, assertion valid from …, expiry time of assertion …`; an absent time is printed as the year 1970. */
function againstToken(text: string): string | null {
  const found = /Current time: (\S+?Z?),? assertion valid from (\S+?Z?),? expiry time of assertion (\S+?Z?)(?:[.,]? |$)/.exec(text);
  if (!found) return null;
  const [now, from, until] = found.slice(1).map((time) => Date.parse(time.replace(/(\.\d{3})\d*/, '$1')));
  if (now === undefined || from === undefined || until === undefined || Number.isNaN(now)) return null;
  if (from > now)
    return `The token begins ${duration(from - now)} after Entra ID's clock: the clock of whoever issued it is ahead, or Entra ID's is behind.`;
  if (until > day && until <= now) return `The token had ended ${duration(now - until)} before, by Entra ID's clock.`;
  return null;
}

const day = 86_400_000;

function againstLog(text: string, starts: Flow['starts']): string | null {
  const stamp = /\bTimestamp["']?: ?["']?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?Z/.exec(text);
  if (!stamp) return null;
  // The moment in front of the very line, or of the one where the answer begins: an earlier line was written at another time.
  const from = text.lastIndexOf('AADSTS', stamp.index);
  const lines = starts.filter(({ offset }) => offset <= stamp.index);
  const line = lines.at(-1)?.at ? lines.at(-1) : lines.findLast(({ offset }) => offset <= from);
  const ahead = line?.at ? Date.parse(line.at) - Date.parse(`${stamp[1]}T${stamp[2]}Z`) : 0;
  // A log that is a day off was written later, or in another time zone than it says.
  if (Math.abs(ahead) < worthTellingMs || Math.abs(ahead) > day) return null;
  return `The clock that wrote the log was ${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} Entra ID's.`;
}
