import type { Redactor } from '../chain/redact.js';
import { readShallowJson } from '../chain/shallow-json.js';
import { shellWord } from '../settings/shell-word.js';
import { childEnvironment } from './child-environment.js';
import type { Machine } from './child-environment.js';
import { capture } from './run.js';
import type { Captured } from './run.js';
import type { RunOptions, Tool, ToolAnswer, ToolFailure, ToolName } from './tool.js';

/** What tools are driven in. The signal ends whatever runs. */
export interface Around extends Machine {
  signal: AbortSignal;
  redactor: Redactor;
}

/** A command as this tool has to be given it, so that a program can read what it prints. */
export interface Prepared {
  args: string[];
  prints: 'json' | 'text';
  timeoutMs: number;
}

/** What is special about one of the tools. */
export interface Manner {
  name: ToolName;
  prepare(args: readonly string[]): Prepared;
  /** Its own words on standard error, without what it puts around them. */
  said(stderr: string): string;
  /** Why these arguments are not given to it; null where they are. */
  objection?(args: readonly string[], options: RunOptions): string | null;
  /** A refusal that ends as a success does: what it says; null where it is a success. */
  refusal(args: readonly string[], value: unknown, stderr: string): string | null;
}

/** A tool that is driven in this manner. */
export function drive(manner: Manner, around: Around): Tool {
  const { name } = manner;
  const env = childEnvironment(name, around);
  return {
    name,
    async run(asked, options = {}) {
      const { redactor } = around;
      const problem = manner.objection?.(asked, options) ?? null;
      if (problem !== null)
        return failed({
          tool: name,
          kind: 'not-started',
          exitCode: null,
          said: problem,
          command: redactor.redact(commandText(name, asked)),
        });
      const { args, prints, timeoutMs: usual } = manner.prepare(asked);
      const { platform, signal } = around;
      const captured = await capture([name, ...args], { env, platform, signal, timeoutMs: options.timeoutMs ?? usual });
      const result = read(captured, { manner, asked, prints });
      if ('value' in result) return { ok: true, value: result.value };
      return failed({ ...result, tool: name, said: redactor.redact(result.said), command: redactor.redact(commandText(name, asked)) });
    },
  };
}

/** A command as a person would type it. */
export function commandText(tool: ToolName, args: readonly string[]): string {
  return [tool, ...args.map(typed)].join(' ');
}

/** An option needs no quotes; a value that only begins as one does. */
function typed(arg: string): string {
  const [, name = '', value] = /^(--?[A-Za-z][A-Za-z-]*(?:=|$))([^]*)$/.exec(arg) ?? [];
  if (name === '') return shellWord(arg);
  return value === '' ? name : name + shellWord(value ?? '');
}

/** The answer of a tool that did not give what was asked. */
export function failed(failure: ToolFailure): Extract<ToolAnswer, { ok: false }> {
  return { ok: false, failure };
}

type Result = { value: unknown } | Pick<ToolFailure, 'kind' | 'exitCode' | 'said'>;

interface Run {
  manner: Manner;
  asked: readonly string[];
  prints: Prepared['prints'];
}

function read(captured: Captured, { manner, asked, prints }: Run): Result {
  const none = { exitCode: null, said: '' };
  switch (captured.kind) {
    case 'missing':
      return { ...none, kind: 'missing' };
    case 'not-started':
      return { ...none, kind: 'not-started', said: captured.problem };
    case 'late':
      return { ...none, kind: 'late', said: manner.said(captured.stderr) };
    case 'too-long':
      return { ...none, kind: 'unreadable', said: manner.said(captured.stderr) };
    case 'ended':
      return readEnded(captured, { manner, asked, prints });
    default:
      return captured satisfies never;
  }
}

function readEnded({ exitCode, stdout, stderr }: Extract<Captured, { kind: 'ended' }>, { manner, asked, prints }: Run): Result {
  if (exitCode !== 0) return { kind: 'refused', exitCode, said: manner.said(stderr) };
  const value = prints === 'json' ? parsed(stdout) : { json: textOf(stdout) };
  // What it printed may hold a secret that nobody has hidden yet, so nothing of it is repeated.
  if (value === null) return { kind: 'unreadable', exitCode, said: manner.said(stderr) };
  const refusal = manner.refusal(asked, value.json, stderr);
  return refusal === null ? { value: value.json } : { kind: 'refused', exitCode, said: refusal };
}

function textOf(stdout: string): string | null {
  return stdout.trim() === '' ? null : stdout;
}

/** JSON, or nothing at all; null for anything else. */
function parsed(stdout: string): { json: unknown } | null {
  return stdout.trim() === '' ? { json: null } : readShallowJson(stdout);
}
