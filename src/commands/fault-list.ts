import { exempt } from '../sandbox/faults/exempt.js';
import { faults } from '../sandbox/faults.js';
import type { Io } from './io.js';

/** Every fault that the sandbox can plant, each with the sentence that tells what is wrong in its world; then the codes it cannot, with the rule. */
export function listFaults(isJson: boolean, io: Io): 0 {
  const list = Object.entries(faults).map(([code, { sentence }]) => ({ code, sentence }));
  const without = Object.entries(exempt).map(([code, rule]) => ({ code, rule }));
  const document = { schemaVersion: 1, faults: list, exempt: without, error: null };
  io.stdout.write(isJson ? `${JSON.stringify(document, null, 2)}\n` : textOf(list, without));
  return 0;
}

function textOf(list: readonly { code: string; sentence: string }[], without: readonly { code: string; rule: string }[]): string {
  const width = Math.max(...[...list, ...without].map(({ code }) => code.length));
  const planted = list.map(({ code, sentence }) => `${code.padEnd(width)}  ${sentence}\n`);
  const rules = without.map(({ code, rule }) => `${code.padEnd(width)}  ${rule}\n`);
  return `${planted.join('')}\nThese cannot be planted, by rule:\n${rules.join('')}`;
}
