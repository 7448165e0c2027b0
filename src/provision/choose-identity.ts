import { quote } from '../findings/quote.js';
import type { Choice } from './choice.js';
import { cannotBe, fresh, isSameName, there, unseen, valueOf } from './choice.js';
import { groupQuestion } from './choose-home.js';
import { chooseSubscription, elsewhere } from './choose-subscription.js';
import type { AzureFacts, IdentityFact } from './facts.js';
import type { Question } from './plan.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The name of an identity that is made, and under which one is looked for. */
export const usualIdentity = 'id-keyless';

/** The identity of the client id in the settings, else the one of the given or the usual name. */
export function chooseIdentity(facts: AzureFacts, wishes: Wishes): Choice<IdentityFact> {
  const { identities, isRegistration } = facts;
  const chosen = chooseSubscription(facts, wishes);
  if (chosen.kind === 'asked') return chosen;
  const subscription = valueOf(chosen);
  if (!identities?.ok || !subscription) return unseen(identities?.ok === false ? identities.finding : null);
  const clientId = textOf(wishes.settings, 'AZURE_CLIENT_ID');
  if (clientId === null) return identityOfName(identities.value, wishes);
  const found = identities.value.find((one) => isSameName(one.clientId, clientId));
  const isOther = found && wishes.identity !== null && !isSameName(found.name, wishes.identity);
  if (isOther)
    return cannotBe(
      'AZURE_CLIENT_ID',
      clientId,
      `it is that of ${quote(found.name)}, and --identity names ${quote(wishes.identity ?? '')}`,
    );
  if (found) return there(found);
  if (isRegistration?.ok === false) return unseen(isRegistration.finding);
  if (isRegistration === null || isRegistration.value) return unseen(null);
  return cannotBe(
    'AZURE_CLIENT_ID',
    clientId,
    `no managed identity of the subscription ${quote(subscription.name)} and no app registration of its tenant has it${elsewhere(facts)}`,
  );
}

function identityOfName(all: readonly IdentityFact[], { identity, group }: Wishes): Choice<IdentityFact> {
  const name = identity ?? usualIdentity;
  const found = all.filter((one) => isSameName(one.name, name) && (group === null || isSameName(one.group, group)));
  const [first, ...others] = found;
  if (first && others.length > 0) return { kind: 'asked', question: groupQuestion('azure.identity', `Which ${name}?`, found, null) };
  if (first) return there(first);
  const choices = identity === null ? all : [];
  if (choices.length === 0) return fresh(name);
  const question: Question = {
    flag: '--identity',
    title: 'Which managed identity?',
    step: 'azure.identity',
    choices: [
      { value: name, title: name, detail: 'a new one' },
      ...choices.map((one) => ({ value: one.name, title: one.name, detail: `${one.group}, ${one.clientId}` })),
    ],
    usual: name,
  };
  return fresh(name, [], question);
}
