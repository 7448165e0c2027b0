import type { Redactor } from '../chain/redact.js';
import type { Finding } from '../findings/finding.js';
import type { ToolAnswer, ToolFailure, Tools } from '../tools/tool.js';
import type { Seen } from './facts.js';

/** What both sides are read with. */
export interface Eyes {
  tools: Tools;
  /** A path of Azure Resource Manager with its api-version. */
  get(path: string): Promise<ToolAnswer>;
  /** What a failure of a tool means. */
  recognise(failure: ToolFailure): Finding;
  redactor: Redactor;
  /** Is told what is being read, and once it is over. */
  hear(what: string, isOver?: boolean): void;
}

/** One answer as a fact, or why it is none. */
export function factOf<T>(answer: ToolAnswer, recognise: Eyes['recognise'], understand: (value: unknown) => T): Seen<T> {
  return answer.ok ? { ok: true, value: understand(answer.value) } : { ok: false, finding: recognise(answer.failure) };
}
