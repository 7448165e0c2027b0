import { describe, expect, test } from 'vitest';

import { difference } from '../../src/findings/difference.js';
import { closestCredential } from '../../src/findings/recognise/closest-credential.js';
import { alphanumeric, Random } from './random-text.js';

describe('the time it takes grows with the length', () => {
  /** The least time of this process, in microseconds, of several runs: a machine does other things too, and a clock on the wall counts them. */
  const best = (run: () => void): number =>
    Math.min(
      ...Array.from({ length: 15 }, () => {
        const before = process.cpuUsage();
        run();
        const { user, system } = process.cpuUsage(before);
        return Math.max(1, user + system);
      }),
    );
  const random = new Random(3);
  const unlike = (length: number) => [random.text(alphanumeric, length, length), random.text(alphanumeric, length, length)] as const;
  const edited = (length: number) => {
    const text = random.text(alphanumeric, length, length);
    return [text, `.${text.slice(1, length / 2)}${text.slice(length / 2 + 1)}.`] as const;
  };

  test.each([
    ['two values that have nothing in common', unlike, 125],
    ['two values with an edit at either end', edited, 125],
    ['very long ones that have nothing in common', unlike, 4000],
    ['very long ones with an edit at either end', edited, 4000],
  ])('%s: sixteen times the length is far from 256 times the time', (_, make, length) => {
    const [short, long] = [make(length), make(length * 16)];
    for (let round = 0; round < 20; round += 1) difference(...short);
    const ratio = best(() => difference(...long)) / best(() => difference(...short));
    expect(ratio).toBeLessThan(64);
  });

  test('twenty credentials are far from 400 times the time of one', () => {
    const values = () => ({ issuer: random.text(alphanumeric, 200, 200), subject: random.text(alphanumeric, 200, 200), audience: 'a' });
    const credentials = Array.from({ length: 20 }, () => ({ name: null, ...values(), source: 'pasted' as const }));
    const wanted = values();
    closestCredential(wanted, credentials);
    const ratio = best(() => closestCredential(wanted, credentials)) / best(() => closestCredential(wanted, credentials.slice(0, 1)));
    expect(ratio).toBeLessThan(80);
  });
});
