import { expect, test } from 'vitest';

import { guidePage } from './guide-page.js';

test('docs/guide.md is what the guides say (to renew it: npx vitest run test/findings/guide-page.test.ts -u)', async () => {
  await expect(guidePage()).toMatchFileSnapshot('../../docs/guide.md');
});

test('every link within the page leads to a heading', () => {
  const page = guidePage();
  const headings = new Set([...page.matchAll(/^## (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-')));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((anchor) => !headings.has(anchor))).toEqual([]);
});
