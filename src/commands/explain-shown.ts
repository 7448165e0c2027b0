import { createRedactor } from '../chain/redact.js';
import type { Explained } from '../report/explained.js';
import { withoutSecrets } from '../report/without-secrets.js';
import { withoutUserInfo } from '../settings/named-secrets.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { GivenBy } from './explain-given-by.js';
import type { ExplainedInputs } from './explain-given.js';
import { explainInputs } from './explain-given.js';
import type { Inputs } from './explain-inputs.js';
import type { Io } from './io.js';

/** What was given, explained, as it may be shown: the one way from a text to a face, for the command and for the screen. */
export async function explainShown(inputs: Inputs, args: GivenBy, io: Pick<Io, 'now'>): Promise<Explained> {
  return shownPartOf(await explainInputs(inputs, args, io));
}

/** A text may hold secrets of which nobody told: what looks like one is taken out of everything that repeats its words. */
function shownPartOf({ explained, secrets }: ExplainedInputs): Explained {
  const { strip, redact } = createRedactor(secrets);
  const clean = withoutSecrets(explained, (text) => hideSecretsIn(withoutUserInfo(strip(text))));
  return {
    ...clean,
    closest: clean.closest && redact(clean.closest),
    read: withoutSecrets(clean.read, redact),
    diagnoses: clean.diagnoses.map((one) => ({ ...one, upstream: one.upstream && { ...one.upstream, said: redact(one.upstream.said) } })),
  };
}
