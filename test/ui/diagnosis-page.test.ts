import { describe, expect, test } from 'vitest';

import { examples } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import type { Code } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { paintNothing } from '../../src/report/marks.js';
import type { Diagnosis } from '../../src/report/report.js';
import { rowsOf } from '../../src/ui/explain/diagnosis-lines.js';
import { extentOf, nothingYet, pageFrom, pageLines } from '../../src/ui/explain/diagnosis-page.js';
import { acme } from '../findings/words-samples.js';

const codes = Object.keys(examples) as Code[];

function diagnosisOf(code: Code): Diagnosis {
  const { evidence } = finding(code, examples[code]);
  return { ...explain(finding(code, examples[code]), acme), code, severity: 'error', evidence, upstream: null };
}

/** All pages of an explanation, as lines. */
function pagesOf(diagnosis: Diagnosis, room: { columns: number; rows: number; isLow: boolean }): string[][] {
  const pages: string[][] = [];
  const all = extentOf(diagnosis);
  for (let from = nothingYet; from.told < all.told || from.fixes < all.fixes;) {
    const to = pageFrom(diagnosis, from, room);
    pages.push(pageLines(diagnosis, { from, to }, { ...room, paint: paintNothing }));
    from = to;
  }
  return pages;
}

describe('the pages of an explanation', () => {
  test.each([
    ['80x24', { columns: 80, rows: 20, isLow: false }],
    ['40x12', { columns: 40, rows: 8, isLow: true }],
  ])('of every code: the first is no higher than the window at %s, and together they say everything once', (_, room) => {
    const tooHigh = codes.filter((code) => rowsOf(pagesOf(diagnosisOf(code), room)[0] ?? [], room.columns) > room.rows);
    expect(tooHigh).toEqual([]);
    for (const code of codes) {
      const diagnosis = diagnosisOf(code);
      const whole = pageLines(diagnosis, { from: nothingYet, to: extentOf(diagnosis) }, { ...room, paint: paintNothing });
      const words = (lines: string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ').trim();
      expect(words(pagesOf(diagnosis, room).flat())).toBe(words(whole));
    }
  });

  test('of every code: a page behind the first is higher than the window only where one thing alone is', () => {
    const room = { columns: 80, rows: 20, isLow: false };
    for (const code of codes) {
      const diagnosis = diagnosisOf(code);
      for (const page of pagesOf(diagnosis, room).slice(1)) {
        const copied = page.filter((line) => line !== '' && !line.startsWith(' '));
        expect(rowsOf(page, 80) <= 20 || rowsOf(copied, 80) > 5, `${code}: ${page.join('\n')}`).toBe(true);
      }
    }
  });
});
