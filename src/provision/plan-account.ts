import { createAccount, createDeployment, createGroup, giveSubdomain } from '../findings/azure-commands.js';
import { isSameName, valueOf } from './choice.js';
import { chooseModel, usualSku } from './choose-deployment.js';
import type { Facts } from './facts.js';
import { makeStep, notChosen, to } from './make-step.js';
import type { Picks } from './picks.js';
import type { Step } from './step.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** Resource group, account and deployment. */
export function planAccount(facts: Facts, picks: Picks, wishes: Wishes): Step[] {
  return [groupStep(facts, picks), accountStep(picks, wishes), deploymentStep(facts, picks, wishes)];
}

function groupStep({ azure }: Facts, { home, subscription }: Picks): Step {
  const title = `resource group ${home.group}`;
  const commands = [createGroup(home.group, home.location)];
  if (home.isGroupThere) return makeStep('azure.group', title, { state: 'right' });
  if (!valueOf(subscription) || !azure.groups?.ok) return makeStep('azure.group', title, { state: notChosen(subscription), commands });
  return makeStep('azure.group', title, { state: 'create', changes: [to('region', home.location)], commands, notes: home.notes });
}

function accountStep({ account, home }: Picks, wishes: Wishes): Step {
  const found = valueOf(account);
  const notes =
    wishes.location !== null && found && !isSameName(found.location, wishes.location)
      ? [`It is in ${found.location}; --location is for what is made.`]
      : [];
  if (found?.subdomain) return makeStep('azure.account', `Azure OpenAI account ${found.name}`, { state: 'right', notes });
  if (found) {
    const changes = [to('custom subdomain', found.name)];
    return makeStep('azure.account', `Azure OpenAI account ${found.name}`, {
      state: 'change',
      changes,
      commands: [giveSubdomain(found)],
      notes: [...notes, 'Without a subdomain of its own an account takes keys only. It cannot be changed later.'],
    });
  }
  if (account.kind !== 'new')
    return makeStep('azure.account', 'Azure OpenAI account', { state: notChosen(account), commands: [createAccount(home.group)] });
  const commands = [createAccount(home.group, { name: account.name, location: home.location })];
  const changes = [to('region', home.location), to('custom subdomain', account.name)];
  return makeStep('azure.account', `Azure OpenAI account ${account.name}`, {
    state: 'create',
    changes,
    commands,
    notes: [...account.notes, ...home.notes],
  });
}

function deploymentStep({ azure }: Facts, picks: Picks, wishes: Wishes): Step {
  const { deployment, account, home } = picks;
  if (deployment.kind === 'there') {
    const { name, model, version } = deployment.value;
    return makeStep('azure.deployment', `deployment ${name} of ${model} ${version}`, { state: 'right', notes: deployment.notes });
  }
  const named = textOf(wishes.settings, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
  const name = deployment.kind === 'new' ? deployment.name : (named ?? 'chat');
  const found = valueOf(account);
  const at = { account: found?.name ?? (account.kind === 'new' ? account.name : undefined), group: found?.group ?? home.group };
  const where = at.account === undefined ? {} : { account: at.account, group: at.group };
  if (deployment.kind !== 'new')
    return makeStep('azure.deployment', `deployment ${name}`, { state: notChosen(deployment), commands: [createDeployment(name, where)] });
  const choice = chooseModel(azure, wishes);
  const model = valueOf(choice);
  if (!model || choice.kind !== 'there')
    return makeStep('azure.deployment', `deployment ${name}`, { state: notChosen(choice), commands: [createDeployment(name, where)] });
  const commands = [createDeployment(name, { ...where, model: model.name, version: model.version })];
  const changes = [to('model', `${model.name} ${model.version}`), to('kind', usualSku)];
  return makeStep('azure.deployment', name === model.name ? `deployment ${name}` : `deployment ${name} of ${model.name}`, {
    state: 'create',
    changes,
    commands,
    notes: [...choice.notes, 'It is billed by what is used: nothing while nobody asks it.'],
  });
}
