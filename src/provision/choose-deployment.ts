import { quote } from '../findings/quote.js';
import { chooseAccount } from './choose-account.js';
import type { Choice } from './choice.js';
import { fresh, isSameName, there, unseen, valueOf } from './choice.js';
import type { AzureFacts, DeploymentFact, ModelFact } from './facts.js';
import { listOf } from './facts.js';
import type { Question } from './plan.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The deployment of the settings, else one that can chat. One that is named and not there is made. */
export function chooseDeployment(facts: AzureFacts, wishes: Wishes): Choice<DeploymentFact> {
  const account = chooseAccount(facts, wishes);
  if (account.kind === 'asked') return account;
  if (account.kind !== 'there' && account.kind !== 'new') return unseen(null);
  const { deployments } = facts;
  if (account.kind === 'there' && !deployments?.ok) return unseen(deployments?.finding ?? null);
  const all = listOf(deployments);
  const name = textOf(wishes.settings, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
  if (name !== null) return ofName(name, all, wishes);
  const able = all.filter(({ canChat }) => canChat);
  const [model] = wishes.model?.split(':') ?? [];
  const found = able.find((one) => isOfModel(one, wishes.model));
  if (found) return there(found);
  const [first] = able;
  if (first && model === undefined) return taken(first, able);
  return fresh(freeName(model ?? valueOf(chooseModel(facts, wishes))?.name ?? 'chat', all));
}

function ofName(name: string, all: readonly DeploymentFact[], { model }: Wishes): Choice<DeploymentFact> {
  const found = all.find((one) => isSameName(one.name, name));
  if (!found) return fresh(name);
  const chats = found.canChat ? [] : [`${quote(found.model)} behind it is not known to chat; keyless check will tell.`];
  const isAsked = model === null || isOfModel(found, model);
  return there(found, [...chats, ...(isAsked ? [] : ['It is there with this model; --model is for a new one, which --deployment names.'])]);
}

/** Whether it is of the model that was named, and of its version where one was named. */
function isOfModel({ model, version }: DeploymentFact, wish: string | null): boolean {
  const [name, wanted] = wish?.split(':') ?? [];
  return isSameName(model, name ?? null) && (wanted === undefined || version === wanted);
}

function taken(first: DeploymentFact, able: readonly DeploymentFact[]): Choice<DeploymentFact> {
  if (able.length === 1) return there(first);
  const choices = able.map(({ name, model, version }) => ({ value: name, title: name, detail: `${model} ${version}` }));
  const question: Question = { flag: '--deployment', title: 'Which deployment?', step: 'azure.deployment', choices, usual: first.name };
  return there(first, [`The first of ${able.length} that can chat was taken; --deployment names another one.`], question);
}

function freeName(name: string, all: readonly DeploymentFact[]): string {
  return all.some((one) => isSameName(one.name, name)) ? `${name}-keyless` : name;
}

/** The model of a new deployment: the one that was named, else the usual one of what the region offers. */
export function chooseModel({ models }: AzureFacts, wishes: Wishes): Choice<ModelFact> {
  if (!models?.ok) return unseen(models?.finding ?? null);
  const offered = models.value.filter(isOffered);
  const deployment = textOf(wishes.settings, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
  if (wishes.model !== null) return ofModel(wishes.model, models.value);
  const meant = offered.find((one) => isSameName(one.name, deployment) && one.isDefaultVersion);
  if (meant) return there(meant, [`The deployment has the name of the model ${meant.name}, so that is the one.`]);
  const usual = usualOf(offered);
  const question = modelQuestion('Which model?', offered, usual?.name ?? null);
  if (!usual)
    return { kind: 'asked', question: { ...question, title: 'The region offers no chat model that is usual here. Which model?' } };
  const notes = [`${usual.name} is a chat model that the region offers to everybody; --model names another one.`];
  return there(usual, notes, question.choices.length > 1 ? question : null);
}

function ofModel(wish: string, all: readonly ModelFact[]): Choice<ModelFact> {
  const [name = '', version] = wish.split(':');
  const found = all.filter((one) => isSameName(one.name, name) && (version === undefined || one.version === version));
  const model = found.find(({ isDefaultVersion }) => isDefaultVersion) ?? found.at(-1);
  return model
    ? there(model)
    : { kind: 'asked', question: modelQuestion(`The region does not offer ${wish}. Which model?`, all.filter(isOffered), null) };
}

/** Small models first: they are cheap, and enough to see that the connection works. */
function usualOf(offered: readonly ModelFact[]): ModelFact | undefined {
  const able = offered.filter(({ isDefaultVersion }) => isDefaultVersion);
  return able.find(({ name }) => /\bmini\b/.test(name)) ?? able[0];
}

function isOffered({ canChat, lifecycle, skus }: ModelFact): boolean {
  return canChat && /^(?:GenerallyAvailable|Stable)$/.test(lifecycle ?? '') && skus.includes(usualSku);
}

/** Billed by what is used, served from wherever there is room: what most regions and models have. */
export const usualSku = 'GlobalStandard';

function modelQuestion(title: string, offered: readonly ModelFact[], usual: string | null): Question {
  const choices = offered.map(({ name, version, isDefaultVersion }) => ({
    value: isDefaultVersion ? name : `${name}:${version}`,
    title: name,
    detail: version,
  }));
  return { flag: '--model', title, step: 'azure.deployment', choices, usual };
}
