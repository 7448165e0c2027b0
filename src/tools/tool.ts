/** The person's own command line tools. */
export type ToolName = 'az' | 'auth0';

/** Why a tool did not give what was asked. `said`: what it printed on standard error, without secrets and colours. */
export interface ToolFailure {
  tool: ToolName;
  /**
   * `late`: it took longer than its time. `unreadable`: it ended well, and what it printed is not what it prints. `not-found` and
   * `ambiguous`: it ended well, and what a command looks up is not there, or there several times.
   */
  kind: 'missing' | 'not-started' | 'late' | 'refused' | 'unreadable' | 'not-found' | 'ambiguous';
  exitCode: number | null;
  said: string;
  /** The command as a person would type it; never with a secret. */
  command: string;
}

/**
 * What a tool printed, read as JSON (null where it printed nothing), or why not. A command that names another form of output gives its
 * text. `instead`: the command that was run in place of this one, because this version of the tool cannot run it.
 */
export type ToolAnswer<T = unknown> = { ok: true; value: T; instead?: string } | { ok: false; failure: ToolFailure };

/** How a tool is run. `file`: the one file that `az` may put in the place of a word `@file`. */
export interface RunOptions {
  timeoutMs?: number;
  file?: string;
}

/** A tool that runs: argument lists only, no shell, standard input closed, no colours, pickers and telemetry, a time limit. */
export interface Tool {
  name: ToolName;
  /** Throws the reason of the signal when the run was cancelled. Nobody knows then whether it was done. */
  run(args: readonly string[], options?: RunOptions): Promise<ToolAnswer>;
}

/** Both of them. */
export interface Tools {
  az: Tool;
  auth0: Tool;
}
