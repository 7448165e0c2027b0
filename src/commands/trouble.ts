import { explain } from '../findings/explain.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { oddSentence } from '../findings/odd-line.js';
import { listed } from '../findings/quote.js';
import type { SettingProblem } from '../settings/profile.js';
import type { Ground } from '../ui/state.js';

/** A file that cannot be read looks like one that is empty, and so does a line that nobody reads, unless it is told. */
export function troubleOf(unreadable: Finding | null, problems: readonly SettingProblem[]): Pick<Ground, 'trouble'> {
  const words = unreadable ? explain(unreadable, nothingKnown) : null;
  const odd = problems.flatMap((problem) => (problem.kind === 'missing' && problem.line ? [{ ...problem, line: problem.line }] : []));
  const [first, ...others] = odd;
  const numbers = odd.map(({ line }) => line.number).toSorted((one, other) => one - other);
  const sentences = [
    words && `${words.title}. ${words.why}`,
    first && others.length === 0 && oddSentence(first.field, first.line),
    others.length > 0 && `Lines ${listed(numbers.map(String))} of the env file name settings and do not set them; a check says why.`,
  ].filter((one) => typeof one === 'string');
  return sentences.length > 0 ? { trouble: sentences.join(' ') } : {};
}
