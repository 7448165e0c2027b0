import { nothingKnown } from '../findings/explanation.js';
import type { Known } from '../findings/explanation.js';
import { recogniseTool } from '../findings/recognise/tool.js';
import { createPostDeployment } from '../provision/post-deployment/create-post-deployment.js';
import { createTools } from '../tools/tools.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { readersOf } from './open-provision.js';
import type { Accounts } from './open-provision.js';

/** The resources around a deployed accelerator, and Auth0 where people are to sign in. No setting comes of it. */
export function openPostDeployment(place: Place, io: Pick<Io, 'env' | 'platform'>, signal: AbortSignal): Accounts {
  const { transport, texts } = place;
  const { redactor } = transport;
  const tools = createTools({ env: io.env, platform: io.platform, signal, redactor });
  const text = (name: 'OIDC_ENDPOINT' | 'AZURE_TENANT_ID'): string | null => texts.get(name)?.text.trim() || null;
  const known: Known = { ...nothingKnown, isOwn: true, domain: text('OIDC_ENDPOINT'), tenant: text('AZURE_TENANT_ID') };
  const provision = createPostDeployment({
    eyes: { tools, readerOf: readersOf(tools.az, place), recognise: (failure) => recogniseTool(failure, known) },
    texts,
    signal,
    hide: (secret) => redactor.hide(secret),
  });
  return { ...provision, known: () => known, written: () => null };
}
