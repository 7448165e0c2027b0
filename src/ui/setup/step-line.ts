import { padded, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import type { Ground } from '../state.js';
import { stepCount } from './steps.js';

type Drawn = Pick<Look, 'columns' | 'paint'> & Pick<Ground, 'isSandbox'>;

/** Where in the setup one is: `Step 1 of 4 · Auth0`, and a dot for every step. */
export function stepLine(at: number, title: string, { columns, paint, isSandbox }: Drawn): string[] {
  const words = ` Step ${at + 1} of ${stepCount} · ${title}`;
  const dots = Array.from({ length: stepCount }, (_, step) => (step <= at ? '●' : '○')).join(' ');
  // What is about to be written is what that was for; pretend values are not worth it.
  const saved = columns >= 60 && at < stepCount - 1 && !isSandbox ? `   ${paint('dim', 'saved as you go')}` : '';
  const room = Math.min(columns, 80) - 2 - widthOf(dots) - (saved === '' ? 0 : 18);
  if (widthOf(words) + 2 > room) return [paint('bold', words)];
  return [`${paint('bold', padded(words, room))}${dots}${saved}`];
}
