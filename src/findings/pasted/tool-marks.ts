import { finding } from '../finding.js';
import { inProgram } from './mark.js';
import type { Mark } from './mark.js';
import { shellRules, toolRules } from './tool-rules.js';
import type { ToolRule } from './tool-rules.js';

/** What stands in a text in the words of a tool or an SDK. */
export function toolMarks(text: string): Mark[] {
  const own = toolRules.flatMap((one) => find(one, text));
  const hidden = shellRules.flatMap((one) => find(one, text)).map((mark): Mark => ({ ...mark, isShell: true }));
  return [...own, ...hidden, ...missingParameter(text)];
}

function find({ says, mark }: ToolRule, text: string): Mark[] {
  const matches = [...text.matchAll(new RegExp(says.source, `g${says.flags}`))].filter(
    ({ index }) => !inProgram(text, index) && !/Anthropic/.test(text.slice(Math.max(0, index - 60), index)),
  );
  // The one that tells most: a code often stands before the sentence that belongs to it.
  const [match] = matches.toSorted((one, other) => toldBy(other) - toldBy(one));
  return match ? [mark(match, text)] : [];
}

function toldBy({ groups }: RegExpExecArray): number {
  return Object.values(groups ?? {}).filter((value) => value !== undefined).length;
}

/** A credential of the SDK that lacks one of its values names it. */
function missingParameter(text: string): Mark[] {
  const match =
    /\bClientAssertionCredential: (tenantId|clientId|getAssertion)\b[^\n]{0,80}is a required parameter|\b(tenantId|clientId) is a required parameter/.exec(
      text,
    );
  const name = match?.[1] ?? match?.[2];
  if (!match || name === undefined || name === 'getAssertion') return [];
  const field = name === 'tenantId' ? 'AZURE_TENANT_ID' : 'AZURE_CLIENT_ID';
  return [{ at: match.index, end: match.index + match[0].length, finding: finding('settings/missing', { field }) }];
}
