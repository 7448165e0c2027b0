/** The person's own command line tools. */
export type ToolName = 'az' | 'auth0';

/** Why a tool did not give what was asked. `said`: what it printed on standard error, without secrets and colours. */
export interface ToolFailure {
  tool: ToolName;
  /** `late`: it took longer than its time. `unreadable`: it ended well, and what it printed is not what it prints. */
  kind: 'missing' | 'not-started' | 'late' | 'refused' | 'unreadable';
  exitCode: number | null;
  said: string;
  /** The command as a person would type it; never with a secret. */
  command: string;
}

/** What a tool printed, read as JSON (null where it printed nothing), or why not. */
export type ToolAnswer<T = unknown> = { ok: true; value: T } | { ok: false; failure: ToolFailure };

/** A tool that runs: argument lists only, no shell, standard input closed, no colours, pickers and telemetry, a time limit. */
export interface Tool {
  name: ToolName;
  run(args: readonly string[], options?: { timeoutMs?: number }): Promise<ToolAnswer>;
}

/** Both of them. */
export interface Tools {
  az: Tool;
  auth0: Tool;
}
