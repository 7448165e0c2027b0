import { rawApi } from './api.mjs';
import { createApi, listApis, showApi, updateApi } from './apis.mjs';
import { createApp, listApps, openApp, showApp, updateApp } from './apps.mjs';
import { createGrant, listGrants } from './client-grants.mjs';
import { login } from './sign-in.mjs';
import { listTenants, logout, useTenant } from './tenants.mjs';
import { testToken } from './test-token.mjs';

const text = (short) => ({ kind: 'string', short });
const flag = (short) => ({ kind: 'bool', short });
const list = (short) => ({ kind: 'strings', short });
const map = (short) => ({ kind: 'map', short });

const json = { json: flag(), 'json-compact': flag() };
const lists = { ...json, csv: flag() };
const number = { number: { kind: 'int', short: 'n', usual: 100 } };
const reveal = { 'reveal-secrets': flag('r') };

const apiFlags = {
  ...json,
  name: text('n'),
  scopes: list('s'),
  'offline-access': flag('o'),
  'token-lifetime': { kind: 'int', short: 'l' },
  'signing-alg': text(),
  'subject-type-authorization': text(),
  'token-dialect': text(),
  'enforce-policies': flag(),
};

const appFlags = {
  ...json,
  ...reveal,
  name: text('n'),
  type: text('t'),
  description: text('d'),
  callbacks: list('c'),
  'logout-urls': list('l'),
  origins: list('o'),
  'web-origins': list('w'),
  'auth-method': text('a'),
  grants: list('g'),
  metadata: map(),
  'refresh-token': text('z'),
  'is-first-party': flag('f'),
};

const grantFilters = { 'client-id': text('c'), audience: text('a'), 'subject-type': text() };
const newGrant = { ...grantFilters, ...json, scopes: list('s'), 'allow-all-scopes': flag(), 'organization-usage': text('o') };

/** Its commands, as far as anybody needs them here. `picks`: what it would let a person choose. */
export const root = {
  commands: {
    login: {
      flags: {
        domain: text(),
        'client-id': text(),
        'client-secret': text(),
        'client-assertion-signing-alg': text(),
        'client-assertion-private-key': text(),
        scopes: list(),
      },
      apart: [
        ['client-id', 'scopes'],
        ['client-secret', 'scopes'],
      ],
      isOpen: true,
      run: login,
    },
    logout: { most: 1, isOpen: true, run: logout },
    tenants: {
      commands: {
        list: { aliases: ['ls'], flags: lists, isOpen: true, run: listTenants },
        use: { most: 1, isOpen: true, run: useTenant },
      },
    },
    apps: {
      aliases: ['clients'],
      commands: {
        list: { aliases: ['ls'], flags: { ...lists, ...number, ...reveal }, run: listApps },
        show: { most: 1, picks: 'Client ID', flags: { ...json, ...reveal }, run: showApp },
        create: { flags: appFlags, required: ['name', 'type'], run: createApp },
        update: { most: 1, picks: 'Client ID', flags: appFlags, run: updateApp },
        open: { most: 1, picks: 'Client ID', run: openApp },
      },
    },
    apis: {
      aliases: ['resource-servers'],
      commands: {
        list: { aliases: ['ls'], flags: { ...lists, ...number }, run: listApis },
        show: { most: 1, picks: 'Id', flags: json, run: showApi },
        create: { flags: { ...apiFlags, identifier: text('i') }, required: ['name', 'identifier'], run: createApi },
        update: { most: 1, picks: 'Id', flags: apiFlags, run: updateApi },
      },
    },
    'client-grants': {
      aliases: ['grants'],
      commands: {
        list: { aliases: ['ls'], flags: { ...json, ...number, ...grantFilters, 'default-for': text() }, run: listGrants },
        create: { flags: newGrant, required: ['client-id', 'audience'], apart: [['scopes', 'allow-all-scopes']], run: createGrant },
      },
    },
    test: {
      commands: { token: { most: 1, picks: 'Client ID', flags: { ...json, audience: text('a'), scopes: list('s') }, run: testToken } },
    },
    // It takes no --json: its answers are JSON anyway.
    api: { least: 1, most: 2, flags: { force: flag(), data: text('d'), query: map('q') }, run: rawApi },
  },
};
