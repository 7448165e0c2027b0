import { announceAccessible, decideAccessible, spokenStream } from './commands/accessible.js';
import type { Args } from './commands/args.js';
import { readArgs } from './commands/args.js';
import { closedLists } from './commands/command-table.js';
import { say } from './commands/io.js';
import type { Io } from './commands/io.js';
import type { Place } from './commands/open.js';
import { nearest } from './commands/read-option.js';
import { breakIn, cancelled, crashed, noScreen, promptText, redacted, refuse } from './commands/stop.js';
import type { Interaction } from './commands/terminal.js';
import { decideAscii, decideInteraction } from './commands/terminal.js';
import { late } from './settings/late.js';

/** Runs one command line in the given world and returns its exit code. Nothing in here, nor below it, ends the process. */
export async function run(argv: readonly string[], world: Io): Promise<number> {
  const io = heard(argv, world);
  const isJson = argv.includes('--json');
  try {
    const read = readArgs(argv);
    return read.ok ? await dispatch(read.args, await drawnFor(read.args, io)) : refuse(read.usage.problem, read.usage.hint, isJson, io);
  } catch (error) {
    const broken = breakIn(io.signal);
    return io.signal.aborted && !broken ? cancelled(isJson, io) : crashed(broken ?? error, isJson, argv.includes('--verbose'), io);
  }
}

/** The world as somebody wants it who hears it. A command line that cannot be read is refused in words, too. */
function heard(argv: readonly string[], io: Io): Io {
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const accessible = decideAccessible(new Set(options), io.env);
  if (!accessible) return io;
  announceAccessible(accessible, io);
  return { ...io, stderr: spokenStream(io.stderr) };
}

/** The world as this command line wants it drawn. */
async function drawnFor(args: Args, io: Io): Promise<Io> {
  if (args.flags.has('--json')) return io;
  const mode = decideAscii(args, io);
  const [stdout, stderr] = mode === 'terminal' ? [io.stdout.isTTY, io.stderr.isTTY] : [mode === 'always', mode === 'always'];
  if (!stdout && !stderr) return io;
  const { asciiStream } = await import('./commands/ascii.js');
  const { say: _, ...others } = io;
  return { ...others, stdout: stdout ? asciiStream(io.stdout) : io.stdout, stderr: stderr ? asciiStream(io.stderr) : io.stderr };
}

async function dispatch(args: Args, io: Io): Promise<number> {
  const isJson = args.flags.has('--json');
  if (args.command === 'version') return version(isJson, io);
  if (args.command === 'help') return help(args, isJson, io);
  if (args.command === 'completion') return (await import('./commands/completion.js')).completion(args, io);
  const interaction = late(() => decideInteraction(args, io));
  const isOnScreen = opensScreen(args) && interaction().isInteractive;
  if (args.command === 'explain' && !isOnScreen) return (await import('./commands/explain.js')).explain(args, io);
  if (args.flags.has('--list')) return (await import('./commands/fault-list.js')).listFaults(isJson, io);
  if (args.command === 'screen' && !isOnScreen && !args.flags.has('--sandbox')) return noScreen(interaction(), isJson, io);
  const prompt = args.command === 'prompt' ? await promptText(args, io, interaction()) : null;
  if (prompt && !prompt.ok) return refuse(prompt.problem, prompt.hint, isJson, io);
  if (isOnScreen) return onScreen(quiet(args), io);
  const { openPlace } = await import('./commands/open.js');
  const opened = await openPlace(args, io);
  if (!opened.ok) return refuse(opened.problem, opened.hint, isJson, io);
  try {
    return await runIn(opened.place, args, io, { interaction: interaction(), text: prompt?.text ?? null });
  } catch (error) {
    throw redacted(error, opened.place.transport.redactor.redact);
  } finally {
    await opened.place.close();
  }
}

/** The settings and the first frame, and then all the rest. */
async function onScreen(args: Args, io: Io): Promise<number> {
  const { openBeginning, leaveFrame } = await import('./commands/beginning.js');
  const opened = await openBeginning(args, io);
  if (!opened.ok) return refuse(opened.problem, opened.hint, false, io);
  const { beginning } = opened;
  try {
    return await (await import('./commands/screen.js')).screen(args, io, beginning);
  } catch (error) {
    leaveFrame(beginning.painted, io);
    io.stdin.setRawMode(false);
    throw redacted(error, beginning.place.transport.redactor.redact);
  } finally {
    await beginning.place.close();
  }
}

/** Whether the command is one of the screen where there is a person: not with something to read or to send, nor where text is asked for. */
function opensScreen({ command, words, flags, tokenFile, credentialFile, summaryFile }: Args): boolean {
  switch (command) {
    case 'screen':
    case 'setup':
      return true;
    case 'check':
      return !flags.has('--wait') && !flags.has('--verbose') && summaryFile === null;
    case 'explain':
      return words.length === 0 && tokenFile === null && credentialFile === null && !flags.has('--list');
    case 'provision':
      return !flags.has('--yes') && !flags.has('--dry-run');
    case 'prompt':
      return words.length === 0;
    default:
      return false;
  }
}

/** Requests are not told on standard error: that is the same terminal, under the screen. */
function quiet(args: Args): Args {
  return { ...args, flags: new Set([...args.flags].filter((flag) => flag !== '--verbose')) };
}

/** Each command is loaded when it is asked for, so that none pays for another. */
async function runIn(place: Place, args: Args, io: Io, asked: { interaction: Interaction; text: string | null }): Promise<number> {
  const { interaction, text } = asked;
  if (args.command === 'prompt' && text !== null) return (await import('./commands/prompt.js')).prompt(args, io, place, text);
  if (args.command === 'sandbox') return (await import('./commands/sandbox.js')).sandbox(args, io, place);
  if (args.command === 'export') return (await import('./commands/export.js')).exportConnection(args, io, place);
  if (args.command === 'setup') return (await import('./commands/setup.js')).setupWithoutAsking(args, io, place, interaction.because);
  if (args.command === 'provision') return (await import('./commands/provision.js')).provision(args, io, place, interaction.because);
  return (await import('./commands/check.js')).check(args, io, place);
}

function version(isJson: boolean, io: Io): 0 {
  const { name, version: number } = io.tool;
  say(io, isJson ? `${JSON.stringify({ schemaVersion: 1, tool: { name, version: number }, error: null })}\n` : `${name} ${number}\n`);
  return 0;
}

async function help(args: Args, isJson: boolean, io: Io): Promise<number> {
  const { helpText } = await import('./commands/help.js');
  const text = args.words.length > 1 ? null : helpText(args.words[0]);
  if (text === null) {
    const topic = args.words.join(' ');
    return refuse(`There is no help on ${topic}.`, nearest(topic, closedLists.TOPIC) ?? 'keyless help names the commands.', isJson, io);
  }
  say(io, isJson ? `${JSON.stringify({ schemaVersion: 1, help: text, error: null }, null, 2)}\n` : text);
  return 0;
}
