import type { CheckId } from '../checks/check.js';
import type { CheckReport, Diagnosis, Status } from './report.js';
import { comparisonSentences } from './spoken-diagnosis.js';
import { said, sentence } from './spoken-words.js';

/** The word for a status, as it is said. */
export const statusWords: { readonly [S in Status]: string } = {
  pass: 'OK',
  warn: 'WARNING',
  fail: 'PROBLEM',
  follows: 'PROBLEM',
  unknown: 'NOT KNOWN',
  notRun: 'NOT RUN',
};

/** What the titles of checks are about; beside an id nobody would have to say it. */
const subjects: Readonly<Record<string, string>> = {
  'settings.required': 'Settings',
  'settings.values': 'Values of the settings',
  'auth0.discovery': 'Auth0 domain',
  'auth0.keys': 'Keys of Auth0',
  'auth0.token': 'Token of Auth0',
  'token.shape': 'Shape of the token',
  'token.header': 'Header of the token',
  'token.signature': 'Signature of the token',
  'token.time': 'Time of the token',
  'token.audience': 'Audience of the token',
  'token.claims': 'Claims of the token',
  'trust.issuer': 'Issuer in Azure',
  'trust.subject': 'Subject in Azure',
  'trust.audience': 'Audience in Azure',
  'entra.tenant': 'Tenant of Entra ID',
  'entra.exchange': 'Exchange of the token',
  'entra.token': 'Token of Entra ID',
  'azure-openai.host': 'Endpoint of Azure OpenAI',
  'azure-openai.access': 'Access to Azure OpenAI',
  'azure-openai.deployment': 'Deployment',
  'azure-openai.completion': 'Answer of the model',
};

function subjectOf(id: CheckId): string {
  return subjects[id] ?? id;
}

/**
 * The given checks as numbered sentences, in the order of the run. What is not run because the same is missing is one sentence. A
 * difference is told in words, with both values, where it was found.
 */
export function checkSentences(
  checks: readonly CheckReport[],
  { order, diagnoses }: { order: readonly CheckId[]; diagnoses: readonly (Diagnosis & { check?: CheckId })[] },
): string[] {
  const numberOf = (id: CheckId): number => order.indexOf(id) + 1;
  return waitingTogether(checks, numberOf).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    if (group.length > 1) return [togetherSentence(group, numberOf, order.length)];
    const number = `${numberOf(first.id)} of ${order.length}.`;
    const own = diagnoses.filter(({ check, code }) => check === first.id && first.codes.includes(code));
    return [
      `${number} ${statusWords[first.status]}. ${checkWords(first, numberOf)}`,
      ...own.flatMap((diagnosis) => comparisonSentences(diagnosis)),
      ...first.rows.map(([label, value]) => `${sentence(label).slice(0, -1)}: ${said(value)}`),
    ];
  });
}

function checkWords({ id, status, title, because }: CheckReport, numberOf: (id: CheckId) => number): string {
  const about = subjectOf(id);
  switch (status) {
    case 'pass':
      return sentence(`${about}: ${title}`);
    case 'notRun':
      return title.startsWith('needs ') ? sentence(`${about}, because it ${title}`) : sentence(`${about}: ${title}`);
    case 'follows':
      return `${sentence(`${about}: ${title}`)}${because ? ` Same cause as number ${numberOf(because)}.` : ''}`;
    case 'warn':
    case 'fail':
    case 'unknown':
      return sentence(title);
  }
}

/** Neighbours that all wait for something are heard at once. */
function waitingTogether(checks: readonly CheckReport[], numberOf: (id: CheckId) => number): CheckReport[][] {
  const groups: CheckReport[][] = [];
  const waits = (check: CheckReport | undefined): boolean => check?.status === 'notRun' && check.title.startsWith('needs ');
  for (const check of checks) {
    const before = groups.at(-1);
    const last = before?.at(-1);
    if (before && last && waits(last) && waits(check) && numberOf(check.id) === numberOf(last.id) + 1) before.push(check);
    else groups.push([check]);
  }
  return groups;
}

/** What the first of them needs the others need, too: it comes before them in the chain. */
function togetherSentence(group: readonly CheckReport[], numberOf: (id: CheckId) => number, total: number): string {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return '';
  const names = group.map(({ id }, at) => (at === 0 ? subjectOf(id) : lowered(subjectOf(id))));
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${numberOf(first.id)} ${group.length === 2 ? 'and' : 'to'} ${numberOf(last.id)} of ${total}. NOT RUN. ${sentence(`${list}, because they ${first.title.replace(/^needs /, 'need ')}`)}`;
}

function lowered(name: string): string {
  return /^(?:Auth0|Entra|Azure)/.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
}
