import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FieldName } from '../../src/settings/field-name.js';

/** What may lie where the env file should be: made at a path, and the problem that is found. */
export const files: [name: string, problem: string, make: (path: string) => Promise<unknown>][] = [
  ['a folder', 'folder', (path) => mkdir(path)],
  ['an archive', 'binary', (path) => writeFile(path, Buffer.from('504b0304140000000800', 'hex'))],
  ['text in UTF-16', 'binary', (path) => writeFile(path, Buffer.from('\uFEFFOIDC_ENDPOINT=a\r\n', 'utf16le'))],
  ['100 MB', 'too-large', (path) => writeFile(path, 'A=1\n').then(() => truncate(path, 100 * 1024 * 1024))],
  ['nothing, though it was named', 'missing', () => Promise.resolve()],
  ['a link to itself', 'unreadable', (path) => symlink(path, path)],
  ['a link to nothing', 'missing', (path) => symlink(join(path, '..', 'gone'), path)],
];

/** Sample values of every style, none of which a service ever gave to anybody. */
export const samples = [
  '<your-value>',
  'YOUR_VALUE',
  'your-value-here',
  'xxxxxxxx',
  'changeme',
  'REPLACE_ME',
  'TODO',
  '{{ value }}',
  '${VALUE}',
  '$VALUE',
  '$(value)',
  '%VALUE%',
  '#{VALUE}#',
  '__VALUE__',
  '[value]',
  '...',
  '********',
  'null',
  'undefined',
  'None',
  'n/a',
];

/** What a value is, as far as it can be told from itself. */
const kinds: Record<FieldName, string> = {
  OIDC_ENDPOINT: 'domain',
  OIDC_CLIENT_ID: 'auth0 id',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_AUDIENCE: 'identifier',
  AZURE_TENANT_ID: 'guid',
  AZURE_CLIENT_ID: 'guid',
  AZURE_AOAI_ENDPOINT: 'endpoint',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'name',
  AZURE_AOAI_API_VERSION: 'version',
  AZURE_FEDERATED_ISSUER: 'domain',
  AZURE_FEDERATED_SUBJECT: 'subject',
  AZURE_FEDERATED_AUDIENCE: 'identifier',
  AZURE_AUTHORITY_HOST: 'authority',
};

/** The copy of the credential may hold whatever Azure holds, and an identifier of an API may be any text: only the party can tell. */
const freeText: ReadonlySet<FieldName> = new Set([
  'AZURE_FEDERATED_ISSUER',
  'AZURE_FEDERATED_SUBJECT',
  'AZURE_FEDERATED_AUDIENCE',
  'OIDC_AUDIENCE',
]);

/** Every setting with the value of every other one that is of another kind. */
export const exchanged: [name: FieldName, other: FieldName][] = names(kinds).flatMap((name) =>
  names(kinds)
    .filter((other) => !freeText.has(name) && name !== other && (kinds[name] !== kinds[other] || kinds[name] === 'guid'))
    .map((other): [FieldName, FieldName] => [name, other]),
);

function names(table: Record<FieldName, string>): FieldName[] {
  return Object.keys(table) as FieldName[];
}
