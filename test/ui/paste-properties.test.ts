import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { fields } from '../../src/settings/fields.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { Secret } from '../../src/settings/secret.js';
import type { Key } from '../../src/ui/keys.js';
import { keysIn } from '../../src/ui/keys.js';
import { beginning, reducerOf } from '../../src/ui/reduce.js';
import type { State } from '../../src/ui/state.js';
import { isUnmarkedPaste } from '../../src/ui/unmarked-paste.js';
import { cases, seed, tries } from '../support/cases.js';
import { allFound, fakeDesk } from './fake-desk.js';

const right = new Map<FieldName, string>([
  ['OIDC_ENDPOINT', 'acme-dev.eu.auth0.com'],
  ['OIDC_CLIENT_ID', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja'],
  ['OIDC_CLIENT_SECRET', 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2'],
  ['AZURE_TENANT_ID', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ['AZURE_AOAI_ENDPOINT', 'https://acme-ai.openai.azure.com'],
  ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat'],
]);
const escape = fc.constantFrom(
  '\u001b[31m',
  '\u001b[0m',
  '\u001b[1;38;5;200m',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://a.b\u001b\\',
  '\u001b[200~',
  '\u001b[201~',
  '\u001b[2K',
);
const unseen = fc.constantFrom('\u200b', '\ufeff', '\u0000', '\u0007', '\u001b', '\u202e', '\u00ad');
const edge = fc.constantFrom('', ' ', '\n', '\r\n', '\t');

test('what a terminal, a page or a file has put around and into a value is taken off, and nothing of an escape sequence is kept', () => {
  const noisy = fc.record({
    name: fc.constantFrom(...right.keys()),
    before: fc.array(escape),
    behind: fc.array(escape),
    inside: fc.oneof(escape, unseen),
    at: fc.nat(),
    edges: fc.tuple(edge, edge),
  });
  const property = fc.property(
    noisy,
    fc.constantFrom('', '\u001b[', '\u001b[3', '\u001b]', '\u001b'),
    ({ name, before, behind, inside, at, edges: [one, other] }, half) => {
      const value = right.get(name) ?? '';
      // A lone escape character takes nothing with it but itself.
      const cut = at % value.length;
      const text = one + before.join('') + value.slice(0, cut) + inside + value.slice(cut) + behind.join('') + half + other;
      const parsed = fields.find((field) => field.name === name)?.parse(text);
      expect(parsed).toMatchObject({ ok: true, value });
    },
  );
  fc.assert(property, { ...tries('pastes'), numRuns: cases('pastes') / 2 });
});

/** Drawn once: to make them up anew for each case takes longer than all that is tested. */
const anything = fc.constantFrom(
  ...fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 300, seed }),
  ...[...right].map(([name, value]) => `export ${name}="${value}"\r`),
  ...right.values(),
  '{"issuer":"https://acme.eu.auth0.com/","subject":"a@clients","audiences":["api://AzureADTokenExchange"]}',
  '[{"issuer":"https://a/","subject":"b","audiences":["c"]},{"issuer":"https://a","subject":"b","audiences":["c"]}]',
  'Issuer\thttps://acme.eu.auth0.com/\nSubject identifier\ta@clients\nAudience\tapi://AzureADTokenExchange\n',
  'AADSTS700211: No matching federated identity record found\r',
  '{"__proto__":{"issuer":1},"audiences":{}}',
  '\u001b[200~',
  '\u001b[20',
  '\ud83d',
  '\ude00',
);
const piece = fc.array(anything, { maxLength: 4 }).map((parts) => parts.join(''));
const named: readonly Key['kind'][] = [
  'enter',
  'tab',
  'backTab',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'backspace',
  'wordBackspace',
  'escape',
  'delete',
];
const input = fc.oneof(
  { weight: 3, arbitrary: piece.map((text) => ({ how: 'paste', text }) as const) },
  { weight: 3, arbitrary: piece.map((text) => ({ how: 'unmarked', text }) as const) },
  { weight: 2, arbitrary: fc.constantFrom(...named).map((kind) => ({ how: 'key', kind }) as const) },
);

/** What Ink says of a text in which it found no key. */
const noKey = {} as Parameters<typeof keysIn>[1];

test('a paste in any field or screen, marked or not, in any pieces, never ends in a crash, and a secret is a text nowhere', () => {
  const secret = right.get('OIDC_CLIENT_SECRET') ?? '';
  const property = fc.property(
    fc.constantFrom('setup', 'start', 'explain', 'prompt'),
    fc.boolean(),
    fc.array(input, { maxLength: 6 }),
    (start, isAllThere, inputs) => {
      const desk = fakeDesk({ start, ...(isAllThere && { found: allFound() }) });
      const reduce = reducerOf(desk);
      let state: State = beginning(desk, { columns: 80, rows: 24 });
      for (const one of inputs) {
        const before = state;
        const keys: Key[] =
          one.how === 'key'
            ? [{ kind: one.kind } as Key]
            : one.how === 'paste'
              ? [{ kind: 'paste', text: one.text }]
              : keysIn(one.text, noKey, (text) => isUnmarkedPaste(text, before, desk));
        state = keys.reduce((last, key) => reduce(last, { type: 'key', key }), before);
      }
      expect(state.crash).toBeNull();
      for (const [name, { given, shown }] of state.answers) {
        if (name === 'OIDC_CLIENT_SECRET') expect(given instanceof Secret).toBe(true);
        else if (!(shown instanceof Secret)) expect(shown).not.toContain(secret);
      }
    },
  );
  fc.assert(property, { ...tries('pastes'), numRuns: cases('pastes') / 2 });
});
