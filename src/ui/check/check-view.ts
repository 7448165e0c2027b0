import { groups } from '../../checks/check-id.js';
import type { Group } from '../../checks/check.js';
import { printable } from '../../report/printable.js';
import type { CheckReport } from '../../report/report.js';
import { keptWord } from '../../report/marks.js';
import { cutEnd, fold, padded, widthOf } from '../cells.js';
import { chainLines } from '../chain-view.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, markOf } from '../look.js';
import type { CheckScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

const names: { readonly [G in Group]: string } = {
  settings: 'Settings',
  auth0: 'Auth0',
  token: 'Token',
  trust: 'Federated credential',
  entra: 'Entra ID',
  'azure-openai': 'Azure OpenAI',
};

export function checkKeys(): Keys {
  return [['ctrl+c', 'leave']];
}

/**
 * The chain, what still runs, and what is over and can still change; the rest stands above. Where there is no room for every line,
 * groups in which all is well shrink to one, from the top.
 */
export function checkView(_state: State, screen: CheckScreen, _ground: Ground, look: Look): View {
  const open = { ...screen, checks: screen.checks.slice(screen.printed) };
  const top = [...(screen.printed > 0 ? [''] : []), ...chainLines(screen, look), ''];
  const bottom = ['', ...keyLines(checkKeys(), look)];
  const room = heightOf(look) - top.length - bottom.length;
  const bodies = Array.from({ length: groups.length + 1 }, (_, count) =>
    groups.flatMap((group, at) => liveGroup(group, open, look, at < count)),
  );
  const body = bodies.find((lines) => lines.length <= room) ?? onlyRunning(open, room, look);
  return { lines: [...top, ...body, ...bottom], cursor: null };
}

/** All lines of a finished run, for reading and copying: nothing is cut. */
export function checkLines({ checks, after = null }: { checks: readonly CheckReport[]; after?: Group | null }, look: Look): string[] {
  return groups.flatMap((group) => {
    const own = checks.filter((check) => check.group === group);
    const head = group === after ? [] : [` ${look.paint('bold', names[group])}`];
    return own.length === 0 ? [] : [...head, ...gathered(own).flatMap((line) => checkLine(line, look))];
  });
}

function liveGroup(group: Group, { checks, running }: CheckScreen, look: Look, isShort: boolean): string[] {
  const { paint } = look;
  const own = checks.filter((check) => check.group === group);
  const active = running.filter(({ id }) => id.startsWith(`${group}.`));
  const wait = active.map((one) => waitLine(one, look));
  if (own.length + active.length === 0) return [];
  const head = ` ${paint('bold', names[group])}`;
  const isWell = own.every(({ status }) => status === 'pass');
  if (!isShort) return [head, ...own.map((check) => shortLine(check, look)), ...wait];
  if (isWell && active.length === 0) return [`${padded(head, 24)}${markOf('pass', paint)} ${paint('dim', `${own.length} passed`)}`];
  const passed = own.filter(({ status }) => status === 'pass').length;
  const summary = passed > 0 ? `${markOf('pass', paint)} ${paint('dim', `${passed} passed`)}` : '';
  return [
    `${padded(head, 24)}${summary}`,
    ...own.filter(({ status }) => status !== 'pass').map((check) => shortLine(check, look)),
    ...wait,
  ];
}

function shortLine(check: CheckReport, { columns, paint }: Look): string {
  return `   ${markOf(check.status, paint)} ${cutEnd(printable(check.title), columns - 7)}`;
}

function checkLine({ status, title, because, codes, durationMs, isKept, rows, count }: Line, { columns, paint }: Look): string[] {
  const width = Math.min(columns, 80) - 7;
  const reason = because ? `${status === 'follows' ? 'follows from' : 'because of'} ${because}` : codes.join(' ');
  const time = isKept ? keptWord : durationMs >= 10 ? `${durationMs} ms` : '';
  const texts = fold(printable(status === 'notRun' ? idleWords(title, count) : title), width);
  const note = [reason, time].filter(Boolean).join('   ');
  const gap = width - widthOf(texts.at(-1) ?? '') - widthOf(note);
  const lines = texts.map((text, at) => `   ${at === 0 ? markOf(status, paint) : ' '} ${text}`);
  const facts = rows.map(([label, value]) => paint('dim', `     ${padded(label, 13)}${printable(value)}`));
  if (note === '') return [...lines, ...facts];
  if (gap >= 2) return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${' '.repeat(gap)}${paint('dim', note)}`, ...facts];
  return [...lines, ...fold(note, width).map((line) => paint('dim', `     ${line}`)), ...facts];
}

/** A line that stands for several checks, which were not run for one reason. */
type Line = CheckReport & { count: number };

function gathered(checks: readonly CheckReport[]): Line[] {
  const lines: Line[] = [];
  for (const check of checks) {
    const last = lines.at(-1);
    const isSame = check.status === 'notRun' && last?.status === 'notRun' && last.title === check.title && last.because === check.because;
    if (isSame) lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ ...check, count: 1 });
  }
  return lines;
}

function idleWords(title: string, count: number): string {
  const amount = count === 1 ? '' : ` (${count})`;
  return title.startsWith('not ') ? `${title}${amount}` : `not run${amount}, ${title}`;
}

/** Where not even that fits, what still runs is what a person waits for. */
function onlyRunning({ checks, running }: CheckScreen, room: number, look: Look): string[] {
  const over = checks.length === 0 ? [] : [look.paint('dim', ` … ${checks.length} are over, and printed soon`)];
  return [...over, ...running.map((one) => waitLine(one, look)).slice(-Math.max(1, room - over.length))].slice(0, room);
}

function waitLine({ title, isSlow }: CheckScreen['running'][number], { paint, spinner, columns }: Look): string {
  return `   ${isSlow ? paint('cyan', spinner) : paint('dim', '·')} ${cutEnd(title, columns - 7)}`;
}
