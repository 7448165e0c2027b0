import { claimNames } from '../../findings/finding.js';
import { printable } from '../../report/printable.js';
import type { CheckReport } from '../../report/report.js';
import { cutEnd, fold, padded } from '../cells.js';
import { comparisonLines } from '../explain/comparison-lines.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, markOf } from '../look.js';
import type { CredentialScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { comparedIn } from './credential-state.js';
import { canRead, isReading } from './read-credential.js';
import { stepLine } from './step-line.js';

export function credentialKeys(state: State, _screen: CredentialScreen, ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const isWide = columns >= 60;
  const compared = comparedIn(state);
  const on = compared?.cause
    ? ([
        ['enter', 'what to do'],
        ['n', 'on to the review'],
      ] as const)
    : ([['enter', 'on to the review']] as const);
  return [
    ...on,
    ...(canRead(state, ground) ? [['t', isWide ? 'read it again with az' : 'read with az'] as const] : []),
    ...(ground.isSandbox ? [] : [['s', isWide ? 'set it up for me' : 'for me'] as const]),
    ['esc', 'back'],
    ['q', 'quit'],
  ];
}

/** The token and the credential, value by value, and the first difference with a caret under it. */
export function credentialView(state: State, screen: CredentialScreen, ground: Ground, look: Look): View {
  const { columns, paint, spinner } = look;
  const bottom = ['', ...keyLines(credentialKeys(state, screen, ground, look), look)];
  const compared = comparedIn(state);
  const notice = screen.notice === null ? [] : fold(printable(screen.notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
  const above = [...stepLine(2, 'Do they match?', { ...look, isSandbox: ground.isSandbox }), ...notice, ''];
  const waiting = isReading(state) ? 'reading the credential with az' : compared ? null : 'comparing the token with the credential';
  if (!compared || waiting !== null) return { lines: [...above, ` ${paint('cyan', spinner)} ${waiting}`, ...bottom], cursor: null };
  const { report, cause } = compared;
  const rows = claimNames.flatMap((name) => report.checks.filter(({ id }) => id === `trust.${name}`)).map((check) => row(check, look));
  const words = cause ? causeWords(cause.title, look) : fold(identical, columns - 2).map((line) => ` ${line}`);
  const both = cause ? comparisonLines(cause, look) : [];
  const blocks = [rows, ['', ...words], ...(both.length > 0 ? [['', ...both]] : [])];
  const room = heightOf(look) - above.length - bottom.length;
  // In a low window the two values say more than the sentence.
  const fitting =
    blocks.flat().length <= room || both.length === 0 ? blocks : [rows.filter((_, at) => report.checks.length > 0 && at < 3), both];
  return { lines: [...above, ...fitting.flat().slice(0, Math.max(1, room)), ...bottom], cursor: { x: 1, y: above.length } };
}

const identical = 'All three are identical. Whether Entra ID takes them, the check will show.';

function row({ id, status, title }: CheckReport, { columns, paint }: Look): string {
  const name = id.slice('trust.'.length);
  // What differs stands below, with its place.
  const said = status === 'pass' && title.startsWith(name) ? title.slice(name.length).trim() : status === 'fail' ? 'differs' : title;
  return `   ${markOf(status, paint)} ${padded(name, 9)} ${cutEnd(printable(said), columns - 16)}`;
}

function causeWords(title: string, { columns, paint }: Look): string[] {
  return fold(printable(title), columns - 2).map((line) => ` ${paint('bold', line)}`);
}
