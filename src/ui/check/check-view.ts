import { groups } from '../../checks/check.js';
import type { Group } from '../../checks/check.js';
import { printable } from '../../report/printable.js';
import type { CheckReport } from '../../report/report.js';
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

/** The checks as they run. Where there is no room for every line, groups in which all is well shrink to one, from the top. */
export function checkView(_state: State, screen: CheckScreen, _ground: Ground, look: Look): View {
  const top = [...chainLines(screen, look), ''];
  const bottom = ['', ...keyLines(checkKeys(), look)];
  const room = heightOf(look) - top.length - bottom.length;
  const bodies = Array.from({ length: groups.length + 1 }, (_, count) =>
    groups.flatMap((group, at) => liveGroup(group, screen, look, at < count)),
  );
  const body = bodies.find((lines) => lines.length <= room) ?? windowed(bodies.at(-1) ?? [], room, look);
  return { lines: [...top, ...body, ...bottom], cursor: null };
}

/** All lines of a finished run, for reading and copying: nothing is cut. */
export function checkLines(checks: readonly CheckReport[], look: Look): string[] {
  return groups.flatMap((group) => {
    const own = checks.filter((check) => check.group === group);
    return own.length === 0 ? [] : [` ${look.paint('bold', names[group])}`, ...own.flatMap((check) => checkLine(check, look))];
  });
}

function liveGroup(group: Group, { checks, running }: CheckScreen, look: Look, isShort: boolean): string[] {
  const { paint, spinner, columns } = look;
  const own = checks.filter((check) => check.group === group);
  const active = running.filter(({ id }) => id.startsWith(`${group}.`));
  const wait = active.map(({ title }) => `   ${paint('cyan', spinner)} ${cutEnd(title, columns - 7)}`);
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

function checkLine({ status, title, because, codes, durationMs, rows }: CheckReport, { columns, paint }: Look): string[] {
  const width = Math.min(columns, 80) - 2;
  const reason = because ? `${status === 'follows' ? 'follows from' : 'because of'} ${because}` : codes.join(' ');
  const time = durationMs >= 10 ? `${durationMs} ms` : '';
  const [first = '', ...rest] = fold(printable(title), width - 5);
  const note = [reason, time].filter(Boolean).join('   ');
  const gap = width - 5 - widthOf(first) - widthOf(note);
  const head = `   ${markOf(status, paint)} ${first}`;
  const tail = rest.map((line) => `     ${line}`);
  const facts = rows.map(([label, value]) => paint('dim', `     ${padded(label, 13)}${printable(value)}`));
  if (note === '') return [head, ...tail, ...facts];
  if (rest.length === 0 && gap >= 2) return [`${head}${' '.repeat(gap)}${paint('dim', note)}`, ...facts];
  return [head, ...tail, ...fold(note, width - 5).map((line) => paint('dim', `     ${line}`)), ...facts];
}

function windowed(lines: string[], room: number, { paint }: Look): string[] {
  if (lines.length <= room) return lines;
  return [paint('dim', ' … all lines are printed when it is done'), ...lines.slice(lines.length - room + 1)];
}
