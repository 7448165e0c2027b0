import { expect, test } from 'vitest';

import { examples } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import { finding } from '../../src/findings/finding.js';
import { paintNothing } from '../../src/report/marks.js';
import { fixLines, wayLines } from '../../src/ui/explain/diagnosis-lines.js';
import { extentOf, nothingYet, pageLines } from '../../src/ui/explain/diagnosis-page.js';
import { acme } from '../findings/words-samples.js';
import { slashMissing } from './fake-desk.js';

const { fix } = explain(finding('trust/issuer-slash', examples['trust/issuer-slash']), { ...acme, identity: null });

test.each([80, 40])(
  'what is shown later goes on where the first part ended: the same steps, with the same numbers, at %i columns',
  (columns) => {
    const room = { columns, paint: paintNothing };
    const whole = fixLines(fix, { from: 0, to: fix.length }, room);
    for (let shown = 1; shown < fix.length; shown += 1)
      expect([...fixLines(fix, { from: 0, to: shown }, room), ...fixLines(fix, { from: shown, to: fix.length }, room)]).toEqual(whole);
    expect(whole.filter((line) => /^ \d\. /.test(line)).map((line) => line.slice(0, 10))).toEqual([' 1. Change', ' 2. Check ']);
  },
);

test('what is copied starts in the first column and is whole, and prose ends inside the window', () => {
  const lines = fixLines(fix, { from: 0, to: fix.length }, { columns: 60, paint: paintNothing });
  for (const one of fix) {
    if (one.kind === 'command') expect(lines).toContain(one.command);
    if (one.kind === 'set') expect(lines).toContain(one.value);
  }
  for (const line of lines.filter((each) => each.startsWith(' '))) expect(line.length).toBeLessThan(60);
});

test('a message, which has a gap of its own on both sides, leaves no two empty lines and none at the end', () => {
  const message = { kind: 'message', where: 'azure', confidence: 'likely', text: 'One.\nTwo.' } as const;
  const room = { columns: 80, paint: paintNothing };
  const diagnosis = { ...slashMissing, fix: [message], docs: ['https://learn.microsoft.com/'] };
  const all = pageLines(diagnosis, { from: nothingYet, to: extentOf(diagnosis) }, room);
  expect(all.join('\n')).toContain('Two.\n\n   to read about it\n');
  expect(wayLines(message, room).at(-1)).toBe('Two.');
});
