import type { Known } from '../findings/explanation.js';
import { quote } from '../findings/quote.js';
import type { LookedUp } from './look-up.js';
import { changesOf } from './repair-changes.js';
import type { Before } from './repair-changes.js';
import type { RepairCommand, WhyNot } from './repair-plan.js';
import type { Step } from './step.js';

/** What a yes runs, and what there is to know of it before. */
export function repairStep(title: string, commands: readonly RepairCommand[], before: Before): Omit<Step, 'id'> {
  const isRead = commands.every((one) => one.isRead);
  return {
    where: commands[0]?.line.tool === 'auth0' ? 'auth0' : 'azure',
    title,
    state: isRead ? 'right' : 'change',
    changes: changesOf(commands, before),
    commands: commands.map(({ text }) => text),
    notes: before.azure ? notesOf(before.azure) : [],
  };
}

/** Whose identity it is, and what of it could not be seen. */
function notesOf({ identity, failures }: LookedUp): string[] {
  const whose =
    identity === null
      ? []
      : identity.kind === 'managed-identity'
        ? [
            `az finds that the client id is that of the managed identity ${quote(identity.name)}, in the resource group ${quote(identity.group)}.`,
          ]
        : [`az finds that the client id is that of the app registration ${identity.name === null ? 'with it' : quote(identity.name)}.`];
  return [...whose, ...(failures.length > 0 ? ['Not everything could be read, so old values may be missing here.'] : [])];
}

/** Why no command of an explanation is run from here. */
export function stuckWords(why: WhyNot, azure: LookedUp | null, { azureClientId }: Pick<Known, 'azureClientId'>): string {
  if (azure !== null && azure.identity === null && azure.failures.length === 0)
    return `In the subscriptions and the tenant of your az, nothing has the client id ${quote(azureClientId ?? '')}: no managed identity, and no app registration. az account list shows where you are signed in.`;
  switch (why.kind) {
    case 'none':
      return 'No command of az or auth0 does what is left to do.';
    case 'deletes':
      return 'This would delete something, and nothing is ever deleted from here. The commands above are yours to run.';
    case 'not-runnable':
      return why.reason.why === 'placeholder'
        ? `${why.reason.what} is yours to choose: put it into the command above, and run that yourself.`
        : 'The command above is yours to run: it needs a shell, or a person.';
  }
}
