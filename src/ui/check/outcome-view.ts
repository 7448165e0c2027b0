import { severityStatus } from '../../report/marks.js';
import { printable } from '../../report/printable.js';
import type { CheckDiagnosis, CheckReport, Report } from '../../report/report.js';
import { cutEnd, fold, widthOf } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, markOf } from '../look.js';
import type { OutcomeScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { canWait } from '../explain/diagnosis-keys.js';
import { canTalk, failedFrom } from './outcome-state.js';

export function outcomeKeys(_state: State, { report }: OutcomeScreen, _ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const { length } = report.diagnoses;
  const from = failedFrom(report);
  const isNarrow = columns < 60;
  return [
    ['enter', length > 0 ? 'explain' : 'open the prompt'],
    ...(length > 1
      ? ([
          ['↑↓', 'move'],
          [`1-${Math.min(length, 9)}`, 'choose'],
        ] as const)
      : []),
    ...(length > 0 && canTalk(report) ? [['p', 'prompt'] as const] : []),
    ...(canWait({ diagnoses: report.diagnoses, pasted: null }) ? [['w', isNarrow ? 'wait' : 'wait and re-check'] as const] : []),
    ...(from ? [['k', isNarrow ? 'from failed' : `check from ${from} on`] as const] : []),
    ['f', isNarrow ? 'all' : 'check all again'],
    ['t', isNarrow ? 'time' : 'where the time went'],
    ['h', isNarrow ? 'report' : 'report to hand on'],
    ['e', isNarrow ? 'edit' : 'edit values'],
    ['x', isNarrow ? 'another' : 'another error'],
    ['q', 'quit'],
  ];
}

/** What is in the way, the root first, and below the one that is chosen what only follows from it and what was not run. */
export function outcomeView(state: State, screen: OutcomeScreen, ground: Ground, look: Look): View {
  const bottom = ['', ...keyLines(outcomeKeys(state, screen, ground, look), look)];
  const room = heightOf(look) - bottom.length - 1;
  const lines = ['', ...bodyLines(screen, room, look), ...bottom];
  const chosen = lines.findIndex((line) => line.includes('❯'));
  return { lines, cursor: chosen === -1 ? null : { x: 1, y: chosen } };
}

function bodyLines({ report, index }: OutcomeScreen, room: number, look: Look): string[] {
  const { diagnoses } = report;
  if (diagnoses.length === 0) return fold(withoutAnswer(report), look.columns - 3).map((line) => ` ${line}`);
  for (const [chosen, others] of depths) {
    const drawn = diagnoses.map((_, at) => causeLines(report, at, { look, isChosen: at === index, depth: at === index ? chosen : others }));
    const lines = drawn.flat();
    if (lines.length <= room) return lines;
    if (chosen !== 'title' || others !== 'line') continue;
    // The one that is chosen is in sight, and something of what stands before it.
    const above = drawn.slice(0, index).flat().length;
    const start = Math.max(0, Math.min(above - Math.floor(room / 3), lines.length - room));
    return lines.slice(start, start + room);
  }
  return [];
}

/** How much of a cause is drawn: all that hangs on it, its title, or what of that fits into one line. */
type Depth = 'all' | 'title' | 'line';
/** Of the chosen one and of the others, as much as there is room for. */
const depths: readonly (readonly [Depth, Depth])[] = [
  ['all', 'all'],
  ['all', 'title'],
  ['all', 'line'],
  ['title', 'line'],
];

/** All is well, and nobody has answered: a completion was not wanted, or there was nothing to say. */
function withoutAnswer({ checks }: Report): string {
  const completion = checks.find(({ id }) => id === 'azure-openai.completion');
  return completion?.status === 'notRun'
    ? 'All is well as far as it was asked: no completion was wanted, so no model has answered yet.'
    : 'All is well, but the model gave no answer that can be shown.';
}

interface Drawing {
  look: Look;
  isChosen: boolean;
  depth: Depth;
}

function causeLines(report: Report, at: number, { look, isChosen, depth }: Drawing): string[] {
  const { paint, columns } = look;
  const diagnosis = report.diagnoses[at];
  if (!diagnosis) return [];
  const width = Math.min(columns, 80) - 2;
  const number = `${at + 1}`.padStart(report.diagnoses.length > 9 ? 2 : 1);
  const lead = ` ${isChosen ? paint('cyan', '❯') : ' '} ${number} ${markOf(severityStatus[diagnosis.severity], paint)} `;
  const indent = 6 + number.length;
  const title = printable(diagnosis.title);
  const bold = (text: string): string => (isChosen ? paint('bold', text) : text);
  if (depth === 'line') return [lead + bold(cutEnd(title, width - indent))];
  const [first = '', ...rest] = fold(title, width - indent);
  const gap = width - indent - widthOf(first) - widthOf(diagnosis.code);
  const isOneLine = rest.length === 0 && gap >= 2;
  const dim = (text: string): string => paint('dim', ' '.repeat(indent) + text);
  return [
    lead + bold(first) + (isOneLine ? ' '.repeat(gap) + paint('dim', diagnosis.code) : ''),
    ...rest.map((line) => ' '.repeat(indent) + bold(line)),
    ...(isOneLine ? [] : [dim(diagnosis.code)]),
    ...(depth === 'all' ? hanging(report, diagnosis) : []).flatMap((text) => fold(text, width - indent).map(dim)),
  ];
}

/** The symptoms of a cause, and how much could not be looked at because of it. */
function hanging({ checks, diagnoses }: Report, diagnosis: CheckDiagnosis): string[] {
  // A check that has two causes has its symptoms once, below the first.
  if (diagnoses.find(({ check }) => check === diagnosis.check) !== diagnosis) return [];
  const rootOf = ({ because }: CheckReport): CheckReport | undefined => checks.find(({ id }) => id === because);
  const isBehind = (line: CheckReport): boolean => {
    let root: CheckReport | undefined = line;
    for (let steps = 0; root && steps < checks.length; steps += 1) {
      if (root.because === diagnosis.check) return true;
      root = rootOf(root);
    }
    return false;
  };
  const behind = checks.filter(isBehind);
  const follows = new Set(behind.filter(({ status }) => status === 'follows').map(({ title }) => printable(title)));
  const idle = behind.filter(({ status }) => status === 'notRun');
  const count = `${idle.length} ${idle.length === 1 ? 'check' : 'checks'}`;
  return [
    ...(follows.size > 0 ? [`follows from it: ${[...follows].join('; ')}`] : []),
    ...(idle[0] ? [`not run: ${count}, the first ${printable(idle[0].title)}`.replace(/^(not run: 1 check), the first/, '$1,')] : []),
  ];
}
