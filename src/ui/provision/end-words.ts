import { capital } from '../../findings/first-letter.js';
import { listed } from '../../findings/quote.js';
import type { Step } from '../../provision/step.js';
import type { Past } from '../state.js';
import type { ApplyScreen } from './provision-screens.js';
import { doingOf } from './standing.js';

/** What a plan came to: what was done, what may have been, and what was not begun. */
export function endWords({ looked, running, settled, isOver }: ApplyScreen): Past[] {
  const of = (kind: 'done' | 'failed' | 'interrupted'): Step[] =>
    settled.flatMap(({ step, outcome }) => (outcome.kind === kind ? step : []));
  const [done, failed] = [of('done'), of('failed')];
  const open = [...of('interrupted'), ...(running ? [running] : [])];
  const met = new Set([...done, ...failed, ...open].map(({ id }) => id));
  const left = doingOf(looked.plan).filter(({ id }) => !met.has(id));
  if (open.length + failed.length + left.length === 0) return [note(`All done: ${counts(done)}.`)];
  const sentences = [
    failed.length > 0 ? null : isOver ? 'Stopped.' : 'Stopped in the middle.',
    done.length > 0 ? `Done: ${words(done)}.` : 'Nothing was done.',
    failed.length > 0 ? `Not done: ${words(failed)}.` : null,
    open.length > 0 ? `May have been done: ${words(open)}.` : null,
    left.length > 0 ? `Not begun: ${words(left)}.` : null,
    isOver ? null : 'keyless provision looks again, and goes on from there.',
  ];
  return [note(sentences.filter((one) => one !== null).join(' '))];
}

function note(text: string): Past {
  return { kind: 'note', text: capital(text) };
}

function words(steps: readonly Step[]): string {
  return listed(steps.map(({ title }) => title));
}

/** `9 created, 1 changed`: each of them stands above. */
function counts(steps: readonly Step[]): string {
  const count = (wanted: Step['state'], word: string): string[] => {
    const { length } = steps.filter(({ state }) => state === wanted);
    return length === 0 ? [] : [`${length} ${word}`];
  };
  return [...count('create', 'created'), ...count('change', 'changed')].join(', ');
}
