import type { Fix } from '../findings/explanation.js';
import type { CommandLine, NotRunnable } from '../tools/command-line.js';
import { readCommandLine } from '../tools/command-line.js';
import { commandKind } from './command-kind.js';

/** A command of an explanation: its text, which is what is shown, and what is run of it. */
export interface RepairCommand {
  text: string;
  line: CommandLine;
  /** Whether it only looks. */
  isRead: boolean;
}

/**
 * The surest way of an explanation that is done by commands alone, or why none of them can be run from here. A command that deletes is
 * never one of them. `title`: the step that it belongs to.
 */
export type Way = { ok: true; title: string | null; commands: RepairCommand[] } | { ok: false; why: WhyNot };

/** `none`: there is no command of one of the two tools; `deletes`: what would have to go is for a person to decide. */
export type WhyNot = { kind: 'none' } | { kind: 'deletes' } | { kind: 'not-runnable'; reason: NotRunnable };

/** The commands to run: those of the first way that changes something and can be run, or else of the first that only looks. */
export function surestWay(fixes: readonly Fix[]): Way {
  const ways = waysOf(fixes).map(readWay);
  // Nothing is changed on a mere chance.
  const changing = ways.filter(({ changes, isMeant }) => changes && isMeant);
  const open = changing.length > 0 ? changing : ways.filter(({ changes }) => !changes);
  return (open.find(({ way }) => way.ok) ?? open[0])?.way ?? { ok: false, why: { kind: 'none' } };
}

/**
 * What can come of an explanation: a change, where names that are looked up can be all that is missing (which kind of identity it is, too: until then
 * both are told, each as a chance), or a look. Null where neither can.
 */
export function hopeOf(fixes: readonly Fix[]): 'change' | 'look' | null {
  const ways = waysOf(fixes).map(readWay);
  if (ways.some(({ changes, way }) => changes && isHopeful(way))) return 'change';
  return ways.some(({ changes, way }) => !changes && way.ok) ? 'look' : null;
}

function isHopeful(way: Way): boolean {
  return way.ok || (way.why.kind === 'not-runnable' && way.why.reason.why === 'placeholder' && lookedUp.has(way.why.reason.what));
}

/** Names that a look at Azure gives. What else stands in capitals is a choice. */
const lookedUp: ReadonlySet<string> = new Set([
  'IDENTITY_NAME',
  'RESOURCE_GROUP',
  'CREDENTIAL_NAME',
  'OBJECT_ID',
  'ACCOUNT_NAME',
  'ACCOUNT_RESOURCE_ID',
]);

/** Commands that belong together, and whether they are more than a mere chance. */
interface Group {
  title: string | null;
  texts: string[];
  isMeant: boolean;
}

/** The commands of the two tools, way by way: what shares a step and a title is done one after another. */
function waysOf(fixes: readonly Fix[]): Group[] {
  const commands = fixes.flatMap((fix, at) => {
    if (fix.kind !== 'command' || !/^(?:az|auth0) /.test(fix.command)) return [];
    // What belongs to no step is a way of its own.
    return { key: fix.step === undefined ? `${at}` : `${fix.step}\n${fix.title ?? ''}`, fix };
  });
  return [...Map.groupBy(commands, ({ key }) => key).values()].map((own) => ({
    title: own[0]?.fix.step ?? null,
    texts: own.map(({ fix }) => fix.command),
    isMeant: own.some(({ fix }) => fix.confidence !== 'maybe'),
  }));
}

/** Of a way that changes something only what changes is run: what it looks at before is looked up already. */
function readWay({ title, texts, isMeant }: Group): { changes: boolean; isMeant: boolean; way: Way } {
  const read = texts.map((text) => ({ text, read: readCommandLine(text) }));
  const kindOf = ({ text, read: one }: (typeof read)[number]): string => (one.ok ? commandKind(one.command) : roughKind(text));
  const kinds = new Set(read.map(kindOf));
  if (kinds.has('delete')) return { changes: true, isMeant, way: { ok: false, why: { kind: 'deletes' } } };
  const changes = kinds.has('write');
  const wanted = read.filter((one) => kindOf(one) === (changes ? 'write' : 'read'));
  const commands: RepairCommand[] = [];
  for (const { text, read: one } of wanted) {
    if (!one.ok) return { changes, isMeant, way: { ok: false, why: { kind: 'not-runnable', reason: one.reason } } };
    commands.push({ text, line: one.command, isRead: !changes });
  }
  return { changes, isMeant, way: commands.length > 0 ? { ok: true, title, commands } : { ok: false, why: { kind: 'none' } } };
}

/** Of a command with words in capitals only what stands before its options is looked at. */
function roughKind(text: string): string {
  const words = text.split(/ (?=-|'|")/)[0]?.split(' ') ?? [];
  return commandKind({ args: words.slice(1).map((word) => [word]) });
}
