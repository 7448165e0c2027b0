import type { Refusal } from '../../chain/answer.js';
import { printable, printableLines } from '../../report/printable.js';
import { whoSaid } from '../../report/upstream.js';
import { fold, padded } from '../cells.js';
import type { Look } from '../look.js';

/** The answer of the other side, word for word and to be copied, with what its support asks for. */
export function saidLines(upstream: Refusal, { columns, paint }: Pick<Look, 'columns' | 'paint'>): string[] {
  const { status, code, said, correlationId, traceId, timestamp, asked } = upstream;
  const rows = [
    ['asked', asked],
    ['status', status === null ? null : String(status)],
    ['code', code],
    ['correlation', correlationId],
    ['trace', traceId],
    ['time', timestamp],
  ] as const;
  const who = whoSaid(upstream);
  return [
    '',
    ...fold(`${who.slice(0, 1).toUpperCase()}${who.slice(1)} said, word for word`, columns - 2).map((line) => ` ${paint('bold', line)}`),
    ...printableLines(said).split('\n'),
    ...rows.flatMap(([label, value]) => (value ? [`   ${paint('dim', padded(label, 12))}${printable(value)}`] : [])),
  ];
}
