import type { Report } from '../../report/report.js';
import { said, sentence } from '../../report/spoken-words.js';
import type { Probed, ProbeName } from '../probes.js';

/** What a live look came to, said once when it is over. What the screen of a comparison tells itself is left to it. */
export function probeSentences(probe: ProbeName, probed: Probed): string[] {
  switch (probed.kind) {
    case 'deployments':
      return probed.names.length === 0 ? [] : [`Deployments that are there: ${probed.names.map(said).join(', ')}.`];
    case 'git':
      return [];
    case 'checks':
      return probe === 'trust' ? [] : reportSentences(probe, probed.report);
  }
}

function reportSentences(probe: ProbeName, { diagnoses, checks }: Report): string[] {
  const wrong = diagnoses.find(({ severity }) => severity !== 'warning');
  if (wrong) return [sentence(`${names[probe]}: PROBLEM. ${wrong.title}`)];
  const passed = checks.filter(({ id, status }) => status === 'pass' && subjects[probe]?.test(id)).map(({ title }) => title);
  if (passed.length === 0) return [];
  if (probe !== 'token') return [sentence(`${names[probe]}: OK, ${passed.join(', ')}`)];
  const rows = checks.find(({ id }) => id === 'token.claims')?.rows ?? [];
  return [
    sentence(`${names.token}: OK, ${passed[0]}`),
    ...(rows.length === 0 ? [] : ['Azure must hold these values, letter for letter:']),
    ...rows.map(([label, value]) => `Token ${label}: ${said(value)}`),
  ];
}

/** The checks that a look is about; others are run because these need them. */
const subjects: { readonly [P in ProbeName]?: RegExp } = {
  domain: /^auth0[.](?:discovery|keys)$/,
  token: /^auth0[.]token$/,
  tenant: /^entra[.]tenant$/,
  endpoint: /^azure-openai[.]host$/,
};

const names: { readonly [P in ProbeName]: string } = {
  domain: 'Auth0 domain',
  token: 'Token of Auth0',
  tenant: 'Tenant of Entra ID',
  endpoint: 'Endpoint of Azure OpenAI',
  deployments: 'Deployments',
  trust: 'Federated credential',
  git: 'git',
};
