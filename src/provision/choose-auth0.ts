import { finding } from '../findings/finding.js';
import { quote } from '../findings/quote.js';
import type { Choice } from './choice.js';
import { fresh, there, unseen, valueOf, wrong } from './choice.js';
import type { ApiFact, ApplicationFact, Auth0Facts, TenantFact } from './facts.js';
import type { Question } from './plan.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The name of an application that is made, and under which one is looked for. */
const usualName = 'keyless';

/** The tenant of the settings, else the one that the CLI is signed in to. */
export function chooseTenant({ tenants }: Auth0Facts, { settings, auth0Tenant }: Wishes): Choice<TenantFact> {
  if (!tenants?.ok) return unseen(tenants?.finding ?? null);
  const domain = textOf(settings, 'OIDC_ENDPOINT');
  const named = tenants.value.find((one) => one.domain === (auth0Tenant ?? domain));
  const [first, ...others] = tenants.value;
  const isCustom = domain !== null && !domain.endsWith('.auth0.com');
  if (named) return there(named, isCustom ? [customWords(domain, named)] : []);
  if (!first || auth0Tenant !== null || (domain !== null && !isCustom))
    return unseen(finding('tool/auth0-signed-out', { domain: auth0Tenant ?? domain }));
  // The CLI knows a tenant by its own domain only, so which one a custom domain belongs to does not show: of several nobody guesses.
  if (isCustom && others.length > 0)
    return { kind: 'asked', question: tenantQuestion(tenants.value, null, `Which Auth0 tenant does ${domain} belong to?`) };
  const active = tenants.value.find(({ isActive }) => isActive) ?? (others.length === 0 ? first : undefined);
  if (!active) return { kind: 'asked', question: tenantQuestion(tenants.value, null) };
  return there(active, isCustom ? [customWords(domain, active)] : [], others.length === 0 ? null : tenantQuestion(tenants.value, active));
}

function customWords(domain: string, tenant: TenantFact): string {
  return `${domain} is taken for a custom domain of ${tenant.domain}.`;
}

function tenantQuestion(tenants: readonly TenantFact[], usual: TenantFact | null, ofCustom: string | null = null): Question {
  return {
    flag: ofCustom === null ? '--oidc-endpoint' : '--auth0-tenant',
    title: ofCustom ?? 'Which Auth0 tenant?',
    step: 'auth0.api',
    choices: tenants.map(({ domain, isActive }) => ({ value: domain, title: domain, detail: isActive ? 'the one the CLI uses' : null })),
    usual: usual?.domain ?? null,
  };
}

/** The API whose identifier is the audience, letter for letter. */
export function chooseApi(facts: Auth0Facts, wishes: Wishes): Choice<ApiFact> {
  const { apis } = facts;
  const tenant = chooseTenant(facts, wishes);
  if (tenant.kind === 'asked') return tenant;
  if (!apis?.ok) return unseen(apis?.finding ?? null);
  const api = apis.value.find(({ identifier }) => identifier === wishes.audience);
  if (api) return there(api);
  const near = apis.value.find(({ identifier }) => bare(identifier) === bare(wishes.audience));
  const notes = near
    ? [
        `There is an API ${quote(near.identifier)}, which is another one for Azure: an identifier counts letter for letter, and is for ever.`,
      ]
    : [];
  return fresh(wishes.audience, notes);
}

function bare(identifier: string): string {
  return identifier.trim().toLowerCase().replace(/\/+$/, '');
}

/** The application of the settings, else the one of the given or the usual name. The test application that Auth0 makes with an API is never taken. */
export function chooseApplication(facts: Auth0Facts, wishes: Wishes): Choice<ApplicationFact> {
  const { applications } = facts;
  const tenant = chooseTenant(facts, wishes);
  if (tenant.kind === 'asked') return tenant;
  if (!applications?.ok) return unseen(applications?.finding ?? null);
  const clientId = textOf(wishes.settings, 'OIDC_CLIENT_ID');
  if (clientId !== null) return ofClientId(clientId, applications.value, { facts, wishes });
  const all = applications.value;
  if (wishes.application !== null) return ofName(wishes.application, all);
  const own = ofName(usualName, all.filter(isUsable));
  const question = applicationQuestion(all.filter(isUsable), own.kind === 'there' ? own.value.clientId : usualName);
  return own.kind === 'new' && question.choices.length > 1 ? { ...own, question } : own;
}

function ofClientId(
  clientId: string,
  all: readonly ApplicationFact[],
  { facts, wishes }: { facts: Auth0Facts; wishes: Wishes },
): Choice<ApplicationFact> {
  const problem = (words: string): Choice<ApplicationFact> =>
    wrong(finding('settings/malformed', { field: 'OIDC_CLIENT_ID', value: clientId, problem: words }));
  const found = all.find((one) => one.clientId === clientId);
  const tenant = valueOf(chooseTenant(facts, wishes))?.domain;
  if (!found) return problem(`no application of the Auth0 tenant${tenant ? ` ${tenant}` : ''} has it; without it, one is found or made`);
  const unfit = whyUnfit(found);
  if (unfit) return problem(`the application ${quote(found.name)} ${unfit}`);
  const isOther = wishes.application !== null && ![found.name, found.clientId].includes(wishes.application);
  return isOther ? problem(`it is that of ${quote(found.name)}, and --application names ${quote(wishes.application ?? '')}`) : there(found);
}

function ofName(name: string, all: readonly ApplicationFact[]): Choice<ApplicationFact> {
  const found = all.filter((one) => one.clientId === name || one.name === name);
  const [first, ...others] = found;
  if (first && others.length === 0) return whyUnfit(first) === null ? there(first) : { kind: 'asked', question: ask(all, first) };
  if (first) return { kind: 'asked', question: applicationQuestion(found, null) };
  // The shape of a client id: nobody gives an application such a name.
  return /^[A-Za-z0-9]{32}$/.test(name) ? { kind: 'asked', question: ask(all, null) } : fresh(name);
}

function ask(all: readonly ApplicationFact[], unfit: ApplicationFact | null): Question {
  const why = unfit ? `${quote(unfit.name)} ${whyUnfit(unfit)}. ` : 'No application has this client id. ';
  return { ...applicationQuestion(all.filter(isUsable), null), title: `${why}Which application?` };
}

function applicationQuestion(all: readonly ApplicationFact[], usual: string | null): Question {
  const choices = all.map(({ clientId, name }) => ({ value: clientId, title: name, detail: clientId }));
  const isNew = usual !== null && !all.some(({ clientId }) => clientId === usual);
  return {
    flag: '--application',
    title: 'Which Auth0 application?',
    step: 'auth0.application',
    choices: isNew ? [{ value: usual, title: usual, detail: 'a new one' }, ...choices] : choices,
    usual,
  };
}

function isUsable(application: ApplicationFact): boolean {
  return whyUnfit(application) === null && !application.name.endsWith('(Test Application)');
}

/** Why it can get no token with a secret, as words behind its name; null where it can, or is let to. */
function whyUnfit({ type, hasOwnKey, authMethod }: ApplicationFact): string | null {
  if (type === 'spa' || type === 'native') return `is of the type ${type}, which gets no token without a person`;
  if (hasOwnKey || authMethod === 'private_key_jwt') return 'signs in with a key of its own (private_key_jwt), and not with a secret';
  return null;
}
