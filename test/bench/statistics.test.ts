import { describe, expect, test } from 'vitest';

type Sample = { value: number; against?: number };
type Row = { name: string; what: string; unit: string; against?: string; bar?: { of: string; most: number } };
type Came = { samples: Sample[]; problem?: string; isBroken?: boolean };

const script = (name: string): Promise<unknown> => import(new URL(`../../scripts/bench/${name}.mjs`, import.meta.url).href);
const { quantile, summary, ratios } = (await script('statistics')) as {
  quantile: (values: number[], share: number) => number;
  summary: (values: number[]) => Record<string, number>;
  ratios: (samples: Sample[]) => Record<string, number>;
};
const { judge } = (await script('judge')) as { judge: (row: Row, came: Came) => { isHeld: boolean | null; measured: number | null } };
const { written } = (await script('table')) as { written: (document: string, table: string) => string };

describe('statistics', () => {
  test('a quantile lies between the two nearest samples, whatever their order', () => {
    expect([0, 0.25, 0.5, 0.95, 1].map((share) => quantile([40, 10, 30, 20, 50], share))).toEqual([10, 20, 30, 48, 50]);
    expect(quantile([1, 2], 0.5)).toBe(1.5);
    expect(quantile([7], 0.95)).toBe(7);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  test('one slow run moves the most, and neither the median nor the quartiles', () => {
    expect(summary([10, 10, 10, 10, 900])).toEqual({ median: 10, low: 10, high: 10, p95: expect.closeTo(722), most: 900 });
  });

  test('the ratio of medians, and that of the pairs', () => {
    const samples = [
      { value: 20, against: 10 },
      { value: 60, against: 20 },
      { value: 30, against: 30 },
    ];
    expect(ratios(samples)).toEqual({ ofMedians: 1.5, ofPairs: 2, low: 1.5, high: 2.5 });
  });
});

describe('a bar', () => {
  const row = { name: 'one', what: 'one', unit: 'ms', bar: { of: 'median', most: 10 } };
  const values = (...all: number[]): Came => ({ samples: all.map((value) => ({ value })) });

  test('is held up to its own value, by the statistic that it is about', () => {
    expect(judge(row, values(9, 10, 99))).toMatchObject({ isHeld: true, measured: 10 });
    expect(judge(row, values(9, 11, 99))).toMatchObject({ isHeld: false, measured: 11 });
    expect(judge({ ...row, bar: { of: 'most', most: 10 } }, values(9, 10, 99))).toMatchObject({ isHeld: false, measured: 99 });
    const beside = { ...row, against: 'the other', bar: { of: 'ratio', most: 1.25 } };
    expect(judge(beside, { samples: [{ value: 25, against: 20 }] })).toMatchObject({ isHeld: true, measured: 1.25 });
    expect(judge(beside, { samples: [{ value: 26, against: 20 }] })).toMatchObject({ isHeld: false, measured: 1.3 });
  });

  test('is not held by what ended in an error, and not broken by what is not here', () => {
    expect(judge(row, { samples: [], problem: 'exit 4', isBroken: true })).toMatchObject({ isHeld: false, measured: null });
    expect(judge(row, { samples: [], problem: 'no curl' })).toMatchObject({ isHeld: null });
    expect(judge({ name: 'one', what: 'one', unit: 'ms' }, values(900))).toMatchObject({ isHeld: null });
  });
});

test('the table goes between the marks of the document, and a document without them is refused', () => {
  const document = 'Above.\n\n<!-- bench: written by npm run bench -- --write -->\n\nold\n\n<!-- bench: end -->\n\nBelow.\n';
  expect(written(document, '| new |')).toBe(document.replace('old', '| new |'));
  expect(() => written('Above.', '| new |')).toThrow('no place for the table');
});
