import { expect, test } from 'vitest';
import type { FieldName } from '../../src/settings/field-name.js';
import { gatherSettings } from '../../src/settings/sources.js';

function gather(given: { flags?: [FieldName, string][]; environment?: Record<string, string>; file?: [string, string][] }) {
  return gatherSettings({
    flags: new Map(given.flags),
    environment: given.environment ?? {},
    file: new Map(given.file),
    filePath: 'config/.env',
  });
}

test('flags go before the environment, and that before the file', () => {
  const name = 'OIDC_ENDPOINT';
  const all = { flags: [[name, 'a'] as [FieldName, string]], environment: { [name]: 'b' }, file: [[name, 'c'] as [string, string]] };
  expect(gather(all).get(name)).toEqual({ name, text: 'a', source: 'flag', shadows: ['environment', 'config/.env'] });
  expect(gather({ ...all, flags: [] }).get(name)).toEqual({ name, text: 'b', source: 'environment', shadows: ['config/.env'] });
  expect(gather({ file: all.file }).get(name)).toEqual({ name, text: 'c', source: 'config/.env', shadows: [] });
});

test('a flag or a variable without a value hides the file, as it does for Node and the dotenv packages', () => {
  const name = 'AZURE_TENANT_ID';
  const blank = { environment: { [name]: ' \t' }, file: [[name, 'c'] as [string, string]] };
  expect(gather(blank).get(name)).toEqual({ name, text: ' \t', source: 'environment', shadows: ['config/.env'] });
  expect(gather({ ...blank, flags: [[name, '']] }).get(name)).toEqual({ name, text: '', source: 'flag', shadows: ['config/.env'] });
  // A line of the file that was never filled in hides nothing and is nothing.
  expect(gather({ environment: { [name]: 'b' }, file: [[name, '']] }).get(name)).toMatchObject({ text: 'b', shadows: [] });
  expect(gather({ file: [[name, ' ']] }).has(name)).toBe(false);
});

test('what is set to nothing has its default', () => {
  const name = 'OIDC_AUDIENCE';
  expect(gather({ environment: { [name]: '' }, file: [[name, 'c']] }).get(name)).toEqual({
    name,
    text: 'api://AzureADTokenExchange',
    source: 'default',
    shadows: ['config/.env'],
  });
});

test('has the defaults, and nothing that the table does not name', () => {
  const gathered = gather({ environment: { PATH: '/bin', AUTH0_DOMAIN: 'x' }, file: [['HOME', 'y']] });
  expect([...gathered.values()]).toEqual([
    { name: 'OIDC_AUDIENCE', text: 'api://AzureADTokenExchange', source: 'default', shadows: [] },
    { name: 'AZURE_AUTHORITY_HOST', text: 'https://login.microsoftonline.com', source: 'default', shadows: [] },
  ]);
});
