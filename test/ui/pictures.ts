import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, test } from 'vitest';

import type { Person } from './person.js';
import { arrive, credentialOf, gone, step1, step2, typeValues, valueOf } from './person.js';
import { writePicture } from './picture.js';

/** Pictures of the real screen, in the folder that KEYLESS_PICTURES names. `npm run pictures` makes those of the README. */
const folder = process.env['KEYLESS_PICTURES'] ?? '';
const isForReadme = folder === 'docs/pictures';
const shownInReadme = new Set(['start', 'setup', 'comparison', 'explanation', 'prompt', 'export']);
const sizes: readonly (readonly [number, number])[] = isForReadme
  ? [[80, 24]]
  : [
      [80, 24],
      [100, 30],
      [40, 12],
    ];

describe.each(sizes)('pictures at %ix%i', (columns, rows) => {
  mkdirSync(folder, { recursive: true });
  const shot = ({ terminal }: Person, name: string): void => {
    if (isForReadme && !shownInReadme.has(name)) return;
    writePicture(terminal, join(folder, isForReadme ? `${name}.png` : `${name}-${columns}x${rows}.png`));
  };
  const come = (faults: Parameters<typeof arrive>[0], args: string[]): Promise<Person> =>
    arrive(faults, args, { seed: 'a picture', columns, rows });

  test('of the setup, up to the first answers', async () => {
    const person = await come([], []);
    await person.waitFor('enter open');
    shot(person, 'start');
    person.send('1');
    await typeValues(person, step1.slice(0, 3));
    await person.waitFor(() => person.text().includes('token received') || rows === 12);
    shot(person, 'setup');
    await typeValues(person, [...step1.slice(3), ...step2]);
    await person.waitFor('team-chat');
    shot(person, 'azure');
    person.send('\u001B[B\r\r');
    await person.waitFor('Issuer in Azure');
    person.paste(credentialOf(person));
    await person.waitFor('enter on to the review');
    person.send('\r');
    await person.waitFor('enter write');
    shot(person, 'review');
    person.send('\r');
    await person.waitFor('write it and check');
    shot(person, 'write');
    person.send('\r');
    await person.waitFor('enter send');
    shot(person, 'works');
    person.send('How many planets are there in the solar system, and why?\r');
    await person.waitFor(() => /\d tokens/.test(person.text()) && person.text().includes('enter send'));
    person.send('/');
    await person.waitFor('/help');
    shot(person, 'prompt');
    person.send('export terraform\r');
    await person.waitFor('s save');
    shot(person, 'export');
    person.send('\u001B');
    await person.waitFor('enter send');
    person.send('\u0003\u0003');
    await person.exitCode;
    await gone(person);
  });

  test('of a difference, found and explained', async () => {
    const person = await come(['trust/subject-case'], ['setup']);
    await typeValues(person, [...step1, ...step2, ['Deployment name', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'], ['API version', null]]);
    await person.waitFor('Issuer in Azure');
    person.paste(credentialOf(person));
    await person.waitFor('what to do');
    shot(person, 'comparison');
    person.send('n');
    await person.waitFor('check only');
    person.send('c');
    await person.waitFor('enter explain');
    shot(person, 'check');
    person.send('\r');
    await person.waitFor(() => /enter (?:re-)?check\b/.test(person.text()));
    shot(person, 'explanation');
    person.send('w');
    await person.waitFor('Waiting');
    shot(person, 'wait');
    person.send('\u0003');
    await person.exitCode;
    await gone(person);
  });

  test('of an error that came from somewhere else, and of the guide', async () => {
    const person = await come([], ['explain']);
    await person.waitFor('enter explain');
    shot(person, 'paste');
    person.paste(
      `AADSTS700213: No matching federated identity record found for presented assertion subject '${valueOf(person, 'OIDC_CLIENT_ID')}'.`,
    );
    await person.waitFor(() => / x (?:another error|new)\b/.test(person.text()));
    shot(person, 'explained');
    person.send('\u0003');
    await person.exitCode;
    await gone(person);
    const other = await come([], ['setup']);
    await other.waitFor('Auth0 domain');
    other.send('\u0007');
    await other.waitFor(() => !other.text().includes('enter next'));
    shot(other, 'guide');
    other.send('\u0003');
    await other.exitCode;
    await gone(other);
  });
});
