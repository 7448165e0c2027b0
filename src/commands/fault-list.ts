import { faults } from '../sandbox/faults.js';
import type { Io } from './io.js';

/** Every fault that the sandbox can plant, each with the sentence that tells what is wrong in its world. */
export function listFaults(isJson: boolean, io: Io): 0 {
  const list = Object.entries(faults).map(([code, { sentence }]) => ({ code, sentence }));
  const width = Math.max(...list.map(({ code }) => code.length));
  const text = list.map(({ code, sentence }) => `${code.padEnd(width)}  ${sentence}\n`).join('');
  io.stdout.write(isJson ? `${JSON.stringify({ schemaVersion: 1, faults: list, error: null }, null, 2)}\n` : text);
  return 0;
}
