import type { Explained } from '../report/explained.js';
import type { GivenToken } from '../settings/given-text.js';
import type { FederatedCredential } from '../settings/profile.js';
import { Secret } from '../settings/secret.js';
import type { Args } from './args.js';
import { textOf } from './desk-texts.js';
import type { Inputs } from './explain-inputs.js';
import type { Io } from './io.js';

/** What was pasted last of the two sides that are compared. It is kept in memory, and only as long as the screen is open. */
interface Kept {
  /** The token, or an error that quotes what is in one. */
  asked: GivenToken | Secret | null;
  azure: FederatedCredential[] | null;
}

/** Explains one paste after the other as the command `explain` does. What that needs is loaded with the first, so that the screen opens without it. */
export function createExplainer(args: Args, io: Pick<Io, 'now'>): (text: Secret) => Promise<Explained> {
  let kept: Kept = { asked: null, azure: null };
  return async (secret) => {
    const { readInText } = await import('./explain-inputs.js');
    const { explainShown } = await import('./explain-shown.js');
    const { readCodeWord } = await import('./code-word.js');
    const word = readCodeWord(textOf(secret));
    if (word?.kind === 'code') return { ...(await import('./explain-code.js')).explainCode(word.code), origin };
    const written = word?.number ?? textOf(secret);
    const text = readInText(written);
    const explained = await explainShown(inputsOf(text, kept, readInText), args, io);
    kept = keptOf(text, new Secret(written), { kept, explained });
    return explained;
  };
}

const origin = { kind: 'screen' } as const;

type ReadInText = NonNullable<Inputs['text']>;

/** The text, and beside it the other side, if that was pasted before. Settings have a credential of their own. */
function inputsOf(text: ReadInText, { asked, azure }: Kept, readInText: (text: string) => ReadInText): Inputs {
  const { kind } = text.is;
  const nothing = { origin, text, token: null, credentials: null };
  if (kind === 'env') return nothing;
  if (text.is.kind !== 'credentials') return { ...nothing, credentials: azure };
  if (asked instanceof Secret) return { ...nothing, text: readInText(textOf(asked)), credentials: text.is.credentials };
  return { ...nothing, token: asked };
}

function keptOf({ is }: ReadInText, written: Secret, { kept, explained }: { kept: Kept; explained: Explained }): Kept {
  switch (is.kind) {
    case 'token':
      return { ...kept, asked: is.token };
    case 'credentials':
      // With no credential at all nothing that comes later can be compared.
      return { ...kept, azure: is.credentials.length > 0 ? is.credentials : null };
    case 'other':
      if (explained.what === 'token') return { ...kept, asked: is.within };
      return explained.isRecognised && explained.what === 'log' ? { ...kept, asked: written } : kept;
    case 'env':
      return kept;
  }
}
