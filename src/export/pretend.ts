import type { Exported } from './kind.js';

/** The same text with a line on top that says whose values these are: those of a sandbox look like anybody's. A shell wants its own line first. */
export function pretended(exported: Exported): Exported {
  const { text } = exported;
  const sign = text.startsWith('//') ? '//' : '#';
  const [, first = '', rest = ''] = /^(#!.*\n)?([^]*)$/.exec(text) ?? [];
  return { ...exported, text: `${first}${sign} ${remark}\n${rest}` };
}

const remark = 'Values of the sandbox: all pretend. Without --sandbox your own stand here.';
