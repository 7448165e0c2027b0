import type { Reply } from '../chain/azure-openai.js';
import type { OfferedModel } from '../chain/completion.js';
import type { EntraToken } from '../chain/entra.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { recogniseAzureOpenAi } from '../findings/recognise/azure-openai.js';
import type { Profile } from '../settings/profile.js';
import type { CheckContext, Completion, Outcome } from './check.js';

/** Reads the stream to its end, and says what comes. */
export async function readReply(
  openai: Profile['openai'],
  { reply, startedAt }: { reply: Reply; startedAt: number },
  say: (text: string) => void,
): Promise<Outcome> {
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  const words = gather(say);
  let text = '';
  let firstTokenMs: number | null = null;
  try {
    for await (const piece of reply.pieces) {
      if (piece.kind === 'text') {
        firstTokenMs ??= elapsed();
        text += piece.text;
        words.add(piece.text);
      } else if (piece.kind === 'refused') {
        const asked = { openai, audienceSent: null, tokenTenant: null, principal: null, available: [] };
        return { title: 'the answer broke off', findings: [recogniseAzureOpenAi(piece.refusal, asked)] };
      } else {
        const { model, promptTokens, completionTokens } = piece;
        const counted = { model, promptTokens, completionTokens, firstTokenMs, durationMs: elapsed() };
        return outcomeOf({ deployment: openai.deployment ?? '', api: reply.api, text, ...counted }, piece.reason);
      }
    }
  } finally {
    words.flush();
  }
  throw new TypeError('a reply without an end');
}

/**
 * Says in one what has come in one: a packet of a fast model holds dozens of pieces, and whoever hears them has work with each. Nothing
 * waits for it longer than until the packet is read.
 */
function gather(say: (text: string) => void): { add: (text: string) => void; flush: () => void } {
  let text = '';
  let coming: NodeJS.Immediate | null = null;
  const flush = (): void => {
    if (coming) clearImmediate(coming);
    coming = null;
    if (text !== '') say(text);
    text = '';
  };
  return {
    add(piece) {
      text += piece;
      coming ??= setImmediate(flush);
    },
    flush,
  };
}

/** An answer that is not whole is an answer all the same: the connection works, and that is what was asked. */
function outcomeOf(completion: Completion, reason: string | null): Outcome {
  const { model, deployment, completionTokens, text } = completion;
  if (reason === 'content_filter') return { title: 'filtered', findings: [finding('azure-openai/content-filtered', {})], completion };
  if (reason === 'length' || reason === 'max_output_tokens')
    return { title: 'cut short', findings: [finding('azure-openai/output-limit-too-small', { hasText: text !== '' })], completion };
  if (reason === 'unfinished') return { title: `${model ?? deployment} answers, and came to no end`, completion };
  const tokens = completionTokens === null ? '' : `, ${completionTokens} tokens`;
  return { title: `${model ?? deployment} answered${tokens}`, completion };
}

/** What Azure says of its models, while the answer streams. A forecast is worth two seconds, and no error. */
export async function offeredModels(
  openai: Profile['openai'],
  entraToken: EntraToken,
  { transport }: CheckContext,
): Promise<OfferedModel[]> {
  const { listModels } = await import('../chain/completion.js');
  const late = new Promise<null>((resolve) => void setTimeout(resolve, 2000, null).unref());
  const answer = await Promise.race([listModels(openai, entraToken.token, transport).catch(() => null), late]);
  return answer?.ok ? answer.value : [];
}

const soonMs = 60 * 86_400_000;

/** A forecast: the model's last day, when it is near. */
export function retiringSoon({ deployment, model }: Completion, offered: readonly OfferedModel[], now: Date): Finding | null {
  const retiresAt = offered.find(({ id }) => id === model)?.retiresAt;
  if (!model || !retiresAt || retiresAt.getTime() - now.getTime() > soonMs) return null;
  return finding('azure-openai/model-retiring', { deployment, model, retiresAt: retiresAt.toISOString() });
}
