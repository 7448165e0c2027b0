import { describe, expect, test } from 'vitest';

import { finding } from '../../../src/findings/finding.js';
import { nothingSeen } from '../../../src/provision/post-deployment/facts.js';
import type { ConnectionFact, Facts, LinkFact, RoleFact } from '../../../src/provision/post-deployment/facts.js';
import type { Picks } from '../../../src/provision/post-deployment/pick.js';
import { planOf, stepOf } from '../../../src/provision/post-deployment/plan.js';

const group = '/subscriptions/mine/resourceGroups/rg';
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
const account = `${group}/providers/Microsoft.CognitiveServices/accounts/di`;
const there = (id: string) => ({ kind: 'there', id }) as const;
const picks: Picks = {
  storage: there(storage),
  search: there(`${group}/providers/Microsoft.Search/searchServices/srch`),
  documentIntelligence: there(account),
  webApps: [there(`${group}/providers/Microsoft.Web/sites/app`), there(`${group}/providers/Microsoft.Web/sites/app-admin`)],
};
const seen = <T>(value: T) => ({ ok: true, value }) as const;
const forbidden = { ok: false, finding: finding('tool/az-forbidden', { action: 'read', scope: null }) } as const;

describe('the shared private link', () => {
  const link = (changes: Partial<LinkFact> = {}): LinkFact => ({
    name: 'blob',
    resourceId: storage.toUpperCase(),
    group: 'blob',
    status: 'Pending',
    requestMessage: 'let me in',
    provisioningState: 'Succeeded',
    ...changes,
  });
  const connection = (changes: Partial<ConnectionFact> = {}): ConnectionFact => ({
    id: `${storage}/privateEndpointConnections/one`,
    status: 'Pending',
    description: 'let me in',
    endpointId: '/subscriptions/theirs/resourceGroups/x/providers/Microsoft.Network/privateEndpoints/pe',
    groups: null,
    ...changes,
  });
  const own = { endpointId: '/subscriptions/MINE/resourceGroups/x/providers/Microsoft.Network/privateEndpoints/mine' };
  const two = { id: `${storage}/privateEndpointConnections/two` };
  const settled = { status: 'Approved' };

  test.each<[string, LinkFact[], ConnectionFact[], string, number]>([
    ['asked for, with the words of the link', [link()], [connection()], 'change', 1],
    ['the only one that waits has other words', [link()], [connection({ description: 'hello' })], 'unknown', 0],
    ['the words of the link are not known, and only one waits', [link({ requestMessage: ' ' })], [connection()], 'change', 1],
    ['two that wait, one with the words of the link', [link()], [connection({ description: 'hello' }), connection(two)], 'change', 1],
    ['two that wait with the words of one link', [link()], [connection(), connection(two)], 'unknown', 0],
    ['two that wait, none with the words', [link({ requestMessage: '' })], [connection(), connection(two)], 'unknown', 0],
    ['two links that have asked', [link(), link({ name: 'other' })], [connection(), connection(two)], 'change', 2],
    ['somebody of this subscription asks with the same words', [link()], [connection(own)], 'waits', 0],
    ['beside one of this subscription', [link()], [connection(own), connection(two)], 'change', 1],
    ['for another service of the account', [link()], [connection({ groups: ['table'] })], 'waits', 0],
    ['approved on both sides', [link(settled)], [connection(settled)], 'right', 0],
    ['approved, and AI Search is still at it', [link({ ...settled, provisioningState: 'Updating' })], [connection(settled)], 'waits', 0],
    ['approved, and AI Search has not noticed', [link()], [connection(settled)], 'waits', 0],
    ['rejected', [link({ status: 'Rejected' })], [connection({ status: 'Rejected' })], 'waits', 0],
    ['rejected, and AI Search has not noticed', [link()], [connection({ status: 'Rejected' })], 'waits', 0],
    ['disconnected, though somebody else waits', [link({ status: 'Disconnected' })], [connection()], 'waits', 0],
    ['asked for and not arrived', [link()], [], 'waits', 0],
    ['nobody asked', [], [connection()], 'waits', 0],
    ['asked for another account', [link({ resourceId: `${storage}2` })], [connection()], 'waits', 0],
    ['asked for tables', [link({ group: 'table' })], [connection()], 'waits', 0],
  ])('%s', (_, links, connections, state, commands) => {
    const { step, actions } = stepOf({ ...nothingSeen, links: seen(links), connections: seen(connections) }, picks, 'post.private-link');
    expect([step.state, actions.length, step.changes.length]).toEqual([state, commands, commands]);
    expect(step.notes.length > 0 || state === 'right').toBe(true);
  });

  test('what was rejected has to be made again at AI Search, by its name', () => {
    const facts = { ...nothingSeen, links: seen([link({ status: 'Rejected' })]), connections: seen([]) };
    expect(stepOf(facts, picks, 'post.private-link').step.notes).toEqual([
      expect.stringMatching(/"blob" is rejected.*deleted and made again/),
    ]);
  });

  test('the command approves that one connection and nothing else', () => {
    const facts = { ...nothingSeen, links: seen([link()]), connections: seen([connection({ description: 'other' }), connection(two)]) };
    expect(stepOf(facts, picks, 'post.private-link').step.commands).toEqual([
      `az rest --method put --url '${two.id}?api-version=2023-05-01' --body '{"properties":{"privateLinkServiceConnectionState":{"status":"Approved","description":"Approved"}}}'`,
    ]);
  });
});

describe('the role of Document Intelligence', () => {
  const reader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';
  const stepWith = (identity: Facts['identity'], roles: Facts['roles']) =>
    stepOf({ ...nothingSeen, identity, roles }, picks, 'post.blob-reader').step;
  const identity = seen({ principalId: 'pid', userAssigned: [] });

  test.each<[string, RoleFact[], 'right' | 'create']>([
    ['Reader of blob data', [{ roleId: reader, scope: storage }], 'right'],
    ['Contributor of blob data', [{ roleId: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', scope: storage }], 'right'],
    [
      'Owner of blob data, inherited, in capitals',
      [{ roleId: 'B7E6DC6D-F1E8-4753-8033-0F276BB0955B', scope: group.toUpperCase() }],
      'right',
    ],
    ['inherited from the root of the tenant', [{ roleId: reader, scope: '/' }], 'right'],
    ['on one container only', [{ roleId: reader, scope: `${storage}/blobServices/default/containers/c` }], 'create'],
    ['on an account whose name begins the same', [{ roleId: reader, scope: storage.slice(0, -1) }], 'create'],
    ['Owner of the account', [{ roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', scope: group }], 'create'],
    ['none', [], 'create'],
  ])('%s', (_, roles, state) => expect(stepWith(identity, seen(roles)).state).toBe(state));

  test('without an identity, one is switched on first', () => {
    const { state, changes, commands } = stepWith(seen({ principalId: null, userAssigned: [] }), null);
    expect([state, changes.map(({ name, from }) => [name, from])]).toEqual([
      'create',
      [
        ['identity', null],
        ['role assignment', null],
      ],
    ]);
    expect(commands).toEqual([
      'az cognitiveservices account identity assign --name di --resource-group rg --subscription mine',
      `az role assignment create --assignee-object-id OBJECT_ID --assignee-principal-type ServicePrincipal --role ${reader} --scope ${storage}`,
    ]);
  });

  test('identities that are there stay', () => {
    const { changes, commands } = stepWith(seen({ principalId: null, userAssigned: ['/x/id'] }), null);
    expect(changes[0]).toEqual({ name: 'identity', from: 'UserAssigned', to: 'SystemAssigned, UserAssigned' });
    expect(commands[0]).toContain('{"identity":{"type":"SystemAssigned, UserAssigned","userAssignedIdentities":{"/x/id":{}}}}');
  });

  test('what cannot be read is not known', () => {
    expect(stepWith(identity, forbidden).state).toBe('unknown');
    expect(stepWith(forbidden, null).state).toBe('unknown');
  });
});

describe('the whole plan', () => {
  test('one reason is one finding, and a question is asked once', () => {
    const question = { flag: '--web-app', title: 'Which web app?', step: 'post.web-app-1', choices: [], usual: null } as const;
    const facts: Facts = { ...nothingSeen, links: forbidden, connections: forbidden };
    const asked = { kind: 'asked', question } as const;
    const plan = planOf(facts, { ...picks, webApps: [asked, asked], documentIntelligence: { kind: 'missing', name: 'none' } });
    expect(plan.steps.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'asked', 'asked']);
    expect(plan.questions).toEqual([question]);
    expect(plan.findings.map(({ code }) => code)).toEqual(['tool/az-resource-missing', 'tool/az-forbidden']);
  });
});
