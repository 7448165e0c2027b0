import type { Finding } from '../findings/finding.js';
import type { AzureReader } from '../tools/azure-reader.js';
import type { ToolAnswer, ToolFailure, Tools } from '../tools/tool.js';
import type { Seen, SubscriptionFact } from './facts.js';

/** What both sides are read with. */
export interface Eyes {
  tools: Tools;
  /** Reads from Azure Resource Manager what belongs to this subscription. */
  readerOf(subscription: SubscriptionFact): AzureReader;
  /** What a failure of a tool means. */
  recognise(failure: ToolFailure): Finding;
  /** Is told what is being read, and once it is over. */
  hear(what: string, isOver?: boolean): void;
}

/** Reads one thing, and says so. */
export async function look<T>(
  eyes: Pick<Eyes, 'recognise' | 'hear'>,
  what: string,
  reading: { ask: () => Promise<ToolAnswer>; read: (value: unknown) => T },
): Promise<Seen<T>> {
  eyes.hear(what);
  const answer = await reading.ask();
  eyes.hear(what, true);
  return answer.ok ? { ok: true, value: reading.read(answer.value) } : { ok: false, finding: eyes.recognise(answer.failure) };
}
