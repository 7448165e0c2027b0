import { expect, test } from 'vitest';

import type { ResourceFact } from '../../../src/provision/post-deployment/facts.js';
import { areAllNamed, picksOf } from '../../../src/provision/post-deployment/pick.js';

const idOf = (type: string, name: string): string => `/subscriptions/s/resourceGroups/rg/providers/${type}/${name}`;
const resource = (type: string, name: string, kind = ''): ResourceFact => ({ id: idOf(type, name), type, kind });
const site = (name: string, kind = 'app,linux') => resource('Microsoft.Web/sites', name, kind);
const storage = (name: string) => resource('microsoft.storage/storageaccounts', name);
const search = resource('Microsoft.Search/searchServices', 'srch');
const intelligence = resource('Microsoft.CognitiveServices/accounts', 'di', 'FormRecognizer');
const model = resource('Microsoft.CognitiveServices/accounts', 'ai', 'AIServices');
const group = [storage('st'), search, intelligence, model, site('app-admin'), site('app'), site('jobs', 'functionapp,linux')];
const pick = (resources: ResourceFact[] | null, decisions: Record<string, string> = {}) =>
  picksOf(resources, new Map(Object.entries(decisions)));

test('one of each kind is that one, and the web app comes before the one that administers it', () => {
  const { storage: st, search: srch, documentIntelligence, webApps } = pick(group);
  expect([st, srch, documentIntelligence, ...webApps].map((one) => one?.kind === 'there' && one.id.split('/').at(-1))).toEqual([
    'st',
    'srch',
    'di',
    'app',
    'app-admin',
  ]);
});

test('several of a kind are asked about; a name or an id answers', () => {
  const two = [...group, storage('other')];
  const { storage: asked } = pick(two);
  expect(asked).toMatchObject({
    kind: 'asked',
    question: { flag: '--storage', choices: [{ title: 'st' }, { title: 'other' }], usual: null },
  });
  expect(pick(two, { '--storage': 'OTHER' }).storage).toEqual({ kind: 'there', id: storage('other').id });
  expect(pick(two, { '--storage': `${storage('third').id}/` }).storage).toEqual({ kind: 'there', id: storage('third').id });
  expect(pick(two, { '--storage': 'none' }).storage).toEqual({ kind: 'missing', name: 'none' });
});

test('none of a kind is asked about, without a choice', () => {
  expect(pick([]).documentIntelligence).toMatchObject({ kind: 'asked', question: { flag: '--document-intelligence', choices: [] } });
});

test('of three web apps the second is asked about once the first is known, and its answer names both', () => {
  const three = [...group, site('third')];
  expect(pick(three).webApps.map((one) => one?.kind)).toEqual(['asked', 'asked']);
  const [first, second] = pick(three, { '--web-app': 'app' }).webApps;
  expect(first).toEqual({ kind: 'there', id: site('app').id });
  const values = second?.kind === 'asked' ? second.question.choices.map(({ value }) => value) : [];
  expect(values).toEqual([`app,${site('app-admin').id}`, `app,${site('third').id}`]);
  expect(pick(three, { '--web-app': values[1] ?? '' }).webApps).toEqual([
    { kind: 'there', id: site('app').id },
    { kind: 'there', id: site('third').id },
  ]);
});

test('where all five are named by their ids, no list is needed', () => {
  const apps = `${site('a').id},${site('b').id}`;
  const all = { '--storage': storage('st').id, '--search': search.id, '--document-intelligence': intelligence.id, '--web-app': apps };
  expect(areAllNamed(new Map(Object.entries(all)))).toBe(true);
  expect(areAllNamed(new Map(Object.entries({ ...all, '--search': 'srch' })))).toBe(false);
  expect(pick(null, all).webApps.map((one) => one?.kind)).toEqual(['there', 'there']);
  expect(pick(null).storage).toBe(null);
});
