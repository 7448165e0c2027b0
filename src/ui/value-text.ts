import type { Paint } from '../report/marks.js';
import { printable } from '../report/printable.js';
import { Secret } from '../settings/secret.js';
import { cutMiddle } from './cells.js';
import type { Value } from './desk.js';

/** A value in one line. Of a secret there are only dots, its end and its length: enough to see that the right one arrived whole. */
export function valueText(value: Value, columns: number, paint: Paint): string {
  if (!(value instanceof Secret)) return cutMiddle(printable(value), columns);
  const count = ` ${value.length} characters`;
  const masked = dots(value.length - value.ending.length) + printable(value.ending);
  const whole = masked.length + count.length <= columns ? count : ` ${value.length}`;
  return masked + paint('dim', whole);
}

/** Where a value comes from, in words that follow `from` or `in`. */
export function placeWords(source: string): string {
  const known: Record<string, string> = {
    environment: 'the environment',
    flag: 'the command line',
    sandbox: 'the sandbox',
    typed: 'your keyboard',
    screen: 'your keyboard',
  };
  return known[source] ?? printable(source);
}

/** A secret while it is typed: no character of it, but one dot for each as far as there is room. */
function dots(length: number, most = 8): string {
  return '•'.repeat(Math.max(0, Math.min(length, most)));
}
