import { describe, expect, test } from 'vitest';

import { difference } from '../../src/findings/difference.js';
import { closestCredential } from '../../src/findings/recognise/closest-credential.js';
import { alphanumeric, Random } from './random-text.js';

describe('the time it takes grows with the length', () => {
  /** The best of several runs, since a machine does other things too. */
  const best = (run: () => void): number =>
    Math.min(
      ...Array.from({ length: 9 }, () => {
        const startedAt = performance.now();
        run();
        return performance.now() - startedAt;
      }),
    );
  const random = new Random(3);
  const unlike = (length: number) => [random.text(alphanumeric, length, length), random.text(alphanumeric, length, length)] as const;
  const edited = (length: number) => {
    const text = random.text(alphanumeric, length, length);
    return [text, `.${text.slice(1, length / 2)}${text.slice(length / 2 + 1)}.`] as const;
  };

  test.each([
    ['two values that have nothing in common', unlike, 400],
    ['two values with an edit at either end', edited, 400],
    ['very long ones that have nothing in common', unlike, 10_000],
    ['very long ones with an edit at either end', edited, 10_000],
  ])('%s: four times the length is not sixteen times the time', (_, make, length) => {
    const [short, long] = [make(length), make(length * 4)];
    difference(...long);
    const ratio = best(() => difference(...long)) / best(() => difference(...short));
    expect(ratio).toBeLessThan(10);
  });

  test('four times as many credentials are not sixteen times the time', () => {
    const values = () => ({ issuer: random.text(alphanumeric, 200, 200), subject: random.text(alphanumeric, 200, 200), audience: 'a' });
    const credentials = Array.from({ length: 20 }, () => ({ name: null, ...values(), source: 'pasted' as const }));
    const wanted = values();
    closestCredential(wanted, credentials);
    const ratio = best(() => closestCredential(wanted, credentials)) / best(() => closestCredential(wanted, credentials.slice(0, 5)));
    expect(ratio).toBeLessThan(10);
  });
});
