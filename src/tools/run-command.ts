import type { Argument, CommandLine } from './command-line.js';
import { commandText, failed } from './drive.js';
import type { RunOptions, ToolAnswer, ToolFailure, Tools } from './tool.js';

/** What became of a command. `ran`: the command that was run in the end, with everything looked up in it; null where a look-up failed. */
export type CommandAnswer = { ran: string | null } & ToolAnswer;

/** Runs a command after the look-ups in it, one after another. Each has to print one line, which takes its place. */
export async function runCommand(command: CommandLine, tools: Tools, options: RunOptions = {}): Promise<CommandAnswer> {
  const args: string[] = [];
  for (const argument of command.args) {
    const filled = await fill(argument, tools);
    if (!filled.ok) return { ...failed(filled.failure), ran: null };
    args.push(filled.text);
  }
  const hasLookUps = command.args.some((argument) => argument.some((piece) => typeof piece !== 'string'));
  const own = commandText(command.tool, args);
  const shown = hasLookUps ? own : command.text;
  return withText(await tools[command.tool].run(args, options), { own, shown });
}

/** What was shown is what is told of afterwards, with its own quotes, unless another command was run in its place. */
function withText(answer: ToolAnswer, { own, shown }: { own: string; shown: string }): CommandAnswer {
  if (answer.ok) return { ...answer, ran: answer.instead ?? shown };
  const command = answer.failure.command === own ? shown : answer.failure.command;
  return { ok: false, failure: { ...answer.failure, command }, ran: command };
}

type Text = { ok: true; text: string } | { ok: false; failure: ToolFailure };

async function fill(argument: Argument, tools: Tools): Promise<Text> {
  let text = '';
  for (const piece of argument) {
    const found: Text = typeof piece === 'string' ? { ok: true, text: piece } : await lookUp(piece, tools);
    if (!found.ok) return found;
    text += found.text;
  }
  return { ok: true, text };
}

/** A shell would put nothing, or several lines, into the command, which then does something else than it says. */
async function lookUp(command: CommandLine, tools: Tools): Promise<Text> {
  const answer = await runCommand(command, tools);
  if (!answer.ok) return answer;
  const lines = textOf(answer.value)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const [text] = lines;
  if (text !== undefined && lines.length === 1) return { ok: true, text };
  const kind = text === undefined ? 'not-found' : 'ambiguous';
  return failed({ tool: command.tool, kind, exitCode: 0, said: '', command: answer.ran ?? command.text });
}

/** With `--output json`, which is the usual form, a text comes as a value. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}
