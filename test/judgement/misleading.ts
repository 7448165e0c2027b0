import type { FederatedCredential, Identity, World } from '../../src/sandbox/world.js';
import type { Situation } from './situation.js';

/** A situation in which the first suspicion is wrong, what the report has to say of it, and the exit code. Severities follow the code. */
export type Misleading = [name: string, situation: Situation, codes: string[], exit: number];

const identity = (world: World): Identity => {
  const first = world.entra.tenants[0]?.identities[0];
  if (!first) throw new TypeError('a world without an identity');
  return first;
};
const credential = (world: World): FederatedCredential => {
  const first = identity(world).credentials[0];
  if (!first) throw new TypeError('an identity without a credential');
  return first;
};
/** What Entra ID still matches against, while Azure shows the right values. */
const stale = (change: Partial<FederatedCredential>) => (world: World) => {
  identity(world).staleCredentials = [{ ...credential(world), ...change }];
};
const listed = (world: World): FederatedCredential[] => identity(world).credentials;
const github = {
  name: 'github',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/api:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
};
const oldCopy = { issuer: 'https://old.example/', subject: 'old@clients', audience: 'api://old' };

export const misleading: Misleading[] = [
  ['identical, and the issuer refused', { change: stale({ issuer: 'https://x/' }) }, ['trust/credential-stale error'], 1],
  ['identical, and the subject refused', { change: stale({ subject: 'x@clients' }) }, ['trust/credential-stale error'], 1],
  ['identical, and the audience refused', { change: stale({ audience: 'api://x' }) }, ['trust/credential-stale error'], 1],
  [
    'identical in what az listed, and refused',
    { change: stale({ subject: 'x@clients' }), credential: listed },
    ['trust/credential-stale error'],
    1,
  ],
  ['identical but for case, as Entra ID says, and the same here', { change: lowerCased }, ['trust/credential-stale error'], 1],
  [
    'the copy knows a credential, Entra ID knows none',
    { change: emptied, credential: oldCopy },
    [
      'trust/credential-missing error',
      'trust/issuer-mismatch warning',
      'trust/subject-mismatch warning',
      'trust/audience-mismatch warning',
    ],
    1,
  ],
  [
    'the stored copy differs in the issuer, and Entra ID refuses the subject',
    { faults: ['trust/subject-mismatch'], change: onlyIssuerOld },
    ['trust/credential-stale error', 'trust/issuer-mismatch warning'],
    1,
  ],
  [
    'the stored copy has another subject than Azure, and both are wrong',
    { faults: ['trust/subject-suffix'], credential: { subject: 'x@clients' } },
    ['trust/subject-mismatch error'],
    1,
  ],
  ['accepted, although the stored issuer differs', { credential: { issuer: oldCopy.issuer } }, ['trust/issuer-mismatch warning'], 0],
  [
    'accepted, although all of the stored copy differs',
    { credential: oldCopy },
    ['trust/issuer-mismatch warning', 'trust/subject-mismatch warning', 'trust/audience-mismatch warning'],
    0,
  ],
  ['accepted, although az listed no credential', { credential: () => [] }, ['trust/credential-missing warning'], 0],
  [
    'accepted, although az listed another credential',
    { credential: () => [github] },
    ['trust/issuer-mismatch warning', 'trust/subject-mismatch warning'],
    0,
  ],
  [
    'az listed no credential, and Entra ID names no value',
    { faults: ['trust/no-match'], credential: () => [] },
    ['trust/credential-missing error'],
    1,
  ],
  ['the right credential is the second of two', { credential: (world) => [github, credential(world)] }, [], 0],
  [
    'of two credentials the nearest is the one that was meant',
    { faults: ['trust/issuer-slash'], credential: (world) => [github, credential(world)] },
    ['trust/issuer-slash error'],
    1,
  ],
  [
    'a policy and a difference are two faults',
    { faults: ['trust/issuer-blocked'], credential: { issuer: oldCopy.issuer } },
    ['trust/issuer-mismatch error', 'trust/issuer-blocked error'],
    1,
  ],
];

function lowerCased(world: World): void {
  stale({ subject: credential(world).subject.toLowerCase() })(world);
}

function emptied(world: World): void {
  identity(world).credentials = [];
}

function onlyIssuerOld(world: World): void {
  world.settingsEdits = {
    ...world.settingsEdits,
    AZURE_FEDERATED_ISSUER: oldCopy.issuer,
    AZURE_FEDERATED_SUBJECT: `${world.auth0.applications[0]?.clientId}@clients`,
  };
}
