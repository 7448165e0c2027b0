import { spawn } from 'node:child_process';

import { node } from './place.mjs';

/** Milliseconds from the start of a program to its end, which must be as wished. */
export async function wholeMs(place, command, options = {}) {
  return (await wholeRun(place, command, options)).ms;
}

/** Runs a program to its end, with nobody before a terminal; `output` is what it wrote. */
export async function wholeRun(place, [file, ...args], { env = {}, input = null, reads = false, exit = 0 } = {}) {
  const cwd = await place.emptyFolder();
  const start = performance.now();
  const stdio = [input === null ? 'ignore' : 'pipe', reads ? 'pipe' : 'ignore', 'pipe'];
  const child = spawn(file, args, { cwd, env: { ...place.env, ...env }, stdio });
  const forget = place.follow(child);
  let [output, errors, ms] = ['', '', 0];
  child.stdout?.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  child.stdin?.on('error', () => undefined).end(input);
  child.on('exit', () => (ms = performance.now() - start));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve)).finally(forget);
  if (exit !== null && code !== exit) throw new Error(`exit ${code}: ${errors.trim().slice(-400)}`);
  return { ms, output };
}

/** What Node needs to start and to do nothing: what nearly everything is told as a ratio to. */
export const emptyNode = [node, '-e', '0'];

/** Two runs one directly after the other, first the one, then, next time, the other: `value` is the program's, `against` the other's. */
export async function pair(round, value, against) {
  if (round % 2 !== 0) return { value: await value(), against: await against() };
  const before = await against();
  return { value: await value(), against: before };
}
