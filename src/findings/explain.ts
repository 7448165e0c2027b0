import { withReference } from './admin-message.js';
import { auth0Words } from './auth0.js';
import { azureOpenAiWords } from './azure-openai.js';
import { checkWords } from './check.js';
import { contradicted } from './contradicted.js';
import { entraWords } from './entra.js';
import type { Describe, Explanation, Fix, Known } from './explanation.js';
import type { Code, Evidence, Finding } from './finding.js';
import { isForEntra } from './severity.js';
import { surestFirst, toDo, wait } from './fix.js';
import { withEnvFile } from './keyless-command.js';
import { networkWords } from './network.js';
import { settingsWords } from './settings.js';
import { duration } from './time.js';
import { tokenWords } from './token.js';
import { toolWords } from './tool.js';
import { trustWords } from './trust.js';
import { pageInstead } from './web-page.js';

/** Every code with its words: closed by the compiler, in both directions. */
const words = {
  ...settingsWords,
  ...networkWords,
  ...auth0Words,
  ...tokenWords,
  ...trustWords,
  ...entraWords,
  ...azureOpenAiWords,
  ...toolWords,
  ...checkWords,
} satisfies { [C in Code]: Describe<Evidence[C]> };

/** What happened, why, and what to do about it, surest first, with the values that are known. */
export function explain(found: Finding, known: Known): Explanation {
  // A union does not keep code and evidence together for the compiler; `finding()` did when the finding was made.
  const describe = words[found.code] as Describe<Finding['evidence']>;
  // A comparison has its own words for a copy that Entra ID contradicts.
  const isCompared = 'diff' in found.evidence && found.evidence.azure !== null;
  const isOverruled = known.isAccepted && isForEntra(found) && !isCompared;
  const other = isOverruled ? null : (contradicted(found, known) ?? pageInstead(found, known));
  const described = other ?? describe(found.evidence, known, found.refusal);
  const explanation = isOverruled ? accepted(described) : described;
  const asked = retryAfter(found);
  const own = asked.length > 0 ? explanation.fix.filter(({ kind }) => kind !== 'wait') : explanation.fix;
  const fixes = [...asked, ...own].map((fix) => withEnvFile(withReference(fix, found), known));
  return { ...explanation, fix: surestFirst(fixes) };
}

/** Entra ID accepted what we would have refused: that comes first, and nobody is sent to change anything. */
function accepted({ title, why, fix, docs }: Explanation): Explanation {
  const ways = fix.filter(({ kind }) => kind !== 'message').map((one): Fix => ({ ...one, confidence: 'maybe' }));
  const nothing = toDo('local', 'maybe', 'There is nothing to do now.');
  const all = `Entra ID accepted the token all the same, so nothing has to change for this connection. ${why}`;
  return { title, why: all, fix: ways.length > 0 ? ways : [nothing], docs };
}

/** When a party says how long to wait, that outranks what we would guess. */
function retryAfter({ refusal }: Finding): Fix[] {
  if (refusal === null || refusal.retryAfterSeconds === null) return [];
  const where = refusal.party === 'auth0' ? 'auth0' : 'azure';
  return [wait(where, 'certain', `Try again in ${duration(refusal.retryAfterSeconds * 1000)}: that is what the answer asks for.`)];
}
