import type { Fix } from '../findings/explanation.js';
import { fenced, prose } from './markdown-text.js';
import { headingsOf } from './steps.js';

/** What to do, step by step. A message for an administrator is left out: the page is one. */
export function fixMarkdown(fixes: readonly Fix[]): string[] {
  const shown = fixes.filter(({ kind }) => kind !== 'message');
  const headings = headingsOf(shown);
  return shown.flatMap((fix, at) => {
    const { step = '', lead = '', isWhole = false } = headings[at] ?? {};
    return [...(step ? [bold(step), ''] : []), ...(lead ? [prose(lead), ''] : []), ...fixLines(fix, isWhole)];
  });
}

/** Bold text that begins with a number is no list, so the number stays as it is. */
function bold(step: string): string {
  const [, number = '', words = step] = /^(\d+\. )?(.*)$/s.exec(step) ?? [];
  return `**${number}${prose(words)}**`;
}

function fixLines(fix: Fix, isSaid: boolean): string[] {
  switch (fix.kind) {
    case 'command':
      return fenced(fix.command, 'sh');
    case 'set':
      return [`${prose(fix.name)} is to be:`, ...fenced(fix.value)];
    case 'portal':
      return [...(isSaid ? [] : [prose(fix.path), '']), ...(fix.url ? [`<${fix.url}>`, ''] : [])];
    case 'message':
      return [];
    case 'wait':
    case 'do':
      return isSaid ? [] : [prose(fix.text), ''];
  }
}
