import { printable } from '../../report/printable.js';
import { fold } from '../cells.js';
import { chainLines } from '../chain-view.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines } from '../look.js';
import { numberedLines } from '../numbered-lines.js';
import type { StartScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { choiceNames, choicesOf } from './choices.js';
import { foundLines } from './found-lines.js';
import { lessons } from './lessons.js';

const what = 'Let an Auth0 app call Azure OpenAI. No Azure secret to store or rotate.';
const practice = 'Each lesson is one fault in pretend services. Find it and mend it: nothing real is asked or written.';

export function startKeys(state: State, { list }: StartScreen, ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  const move = ['↑↓', 'move'] as const;
  if (list === 'choices') return [['enter', 'open'], move, [`1-${choiceNames(state, ground).length}`, 'open'], ['q', 'quit']];
  if (ground.lesson !== null) return [['enter', 'begin'], move, ['1-5', 'begin'], ['esc', 'back']];
  return [['enter', 'begin'], move, ['1-5', 'begin'], ['esc', 'back'], ['q', 'quit']];
}

/** What this is, what was found on this machine, and what can be done next. Where there is less room, less of the first two. */
export function startView(state: State, screen: StartScreen, ground: Ground, look: Look): View {
  const whole = screen.list === 'lessons' ? lessonLines(screen, look) : choiceLines(state, screen, ground, look);
  const keys = keyLines(startKeys(state, screen, ground, look), look);
  const height = heightOf(look) - keys.length;
  // Where there is no room for both, what is to be told goes before the word on the chosen one.
  const lists =
    screen.notice === null ? [whole] : [whole, whole.slice(0, (screen.list === 'lessons' ? lessons : choiceNames(state, ground)).length)];
  const ways = lists.flatMap((list) => aboves(state, screen, ground, look).map((above) => ({ above, list })));
  const { above, list } = ways.find((way) => way.above.length + way.list.length <= height) ?? ways.at(-1) ?? { above: [], list: whole };
  const gap = above.length + list.length < height ? [''] : [];
  const told = above.slice(0, Math.max(0, height - list.length));
  if (told.length < above.length) told.push(`${told.pop() ?? ''} …`);
  return { lines: [...told, ...list, ...gap, ...keys], cursor: { x: 1, y: told.length + screen.index } };
}

/** What stands above the choices, from everything to nothing but what must be told. */
function aboves(state: State, { list, notice }: StartScreen, ground: Ground, look: Look): string[][] {
  const { columns, paint } = look;
  const title = ` ${paint('bold', 'keyless')} ${ground.version}${titleWords(list, ground)}`;
  const chain = chainLines({ running: [], checks: state.report?.checks ?? [] }, look);
  const said = notice === null ? [] : fold(printable(notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
  const told = said.length > 0 ? [...said, ''] : [];
  const sentence = fold(list === 'lessons' ? practice : what, columns - 2).map((line) => ` ${line}`);
  const found = list === 'lessons' ? { each: [], counted: [], summary: [] } : foundLines(state, ground, look);
  const block = (lines: string[]): string[] => (lines.length > 0 ? [...lines, ''] : []);
  return [
    [title, '', ...chain, '', ...told, ...sentence, '', ...block(found.each)],
    [title, '', ...chain, '', ...told, ...sentence, '', ...block(found.counted)],
    [title, ...chain, ...said, ...sentence, ...block(found.counted)],
    [title, '', ...chain, '', ...told, ...sentence, '', ...block(found.summary)],
    [title, ...chain, ...said, ...sentence, ...found.summary],
    [title, ...chain, ...said, ...found.summary],
    [...chain, ...said, ...found.summary],
    [title, ...said, ...found.summary],
    [...said, ...found.summary],
    said,
  ];
}

function titleWords(list: StartScreen['list'], { isSandbox }: Ground): string {
  if (list === 'lessons') return '  Practise';
  return isSandbox ? '  sandbox, all values are pretend' : '';
}

function choiceLines(state: State, { index }: StartScreen, ground: Ground, look: Look): string[] {
  return numberedLines(
    choicesOf(state, ground).map(({ label, detail }) => [label, detail]),
    index,
    look,
  );
}

function lessonLines({ index }: StartScreen, look: Look): string[] {
  return numberedLines(
    lessons.map(({ refuses, question }) => [refuses, question]),
    index,
    look,
  );
}
