import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import type { FieldName } from '../../src/settings/field-name.js';
import type { Person } from './person.js';
import { arrive, credentialOf, gone, step1, step2, typeValues, valueOf } from './person.js';
import { openSession } from './pty.js';

/** From the review to the file, and on to the check. */
async function write(person: Person): Promise<void> {
  await person.waitFor('enter write');
  person.send('\r');
  await person.waitFor('write it and check');
  person.send('\r');
  // What follows may have moved it up already.
  await person.waitFor(() => person.all().includes('Written: .env'));
}

async function ask(person: Person, text: string): Promise<void> {
  await person.waitFor('enter send');
  person.send(`${text}\r`);
  await person.waitFor(`You asked: "${text}"`);
  await person.waitFor(() => /\d tokens/.test(person.text()) && person.text().includes('enter send'));
}

const tokensOf = ({ sandbox }: Person): number => sandbox.requests.filter(({ path }) => path === '/oauth/token').length;

describe('the first time', () => {
  test('by keys only, from an empty folder to the first streamed answer, with one token of Auth0', async () => {
    const person = await arrive();
    await person.waitFor('0 of 7 values known');
    // Nothing is asked of anybody before a choice.
    expect(person.sandbox.requests).toEqual([]);
    person.send('\r');
    await typeValues(person, step1.slice(0, 1));
    await person.waitFor('✓ answers, publishes 2 signing keys');
    await typeValues(person, step1.slice(1, 3));
    await person.waitFor('token received, expires in 24 h');
    expect(person.text()).toMatch(new RegExp(`subject +${valueOf(person, 'OIDC_CLIENT_ID')}@clients`));
    await typeValues(person, [...step1.slice(3), ...step2]);
    await person.waitFor('↓ takes it: team-chat');
    expect(person.text()).toContain('✓ exists, region EU');
    person.send('\u001B[B');
    await person.waitFor(() => /❯ Deployment name +team-chat/.test(person.text()));
    person.send('\r');
    await typeValues(person, [['API version', null]]);
    await person.waitFor('❯ Issuer in Azure');
    person.paste(person.sandbox.credentialJson ?? credentialOf(person));
    await person.waitFor('All three are identical.');
    expect(person.text().match(/✓ (issuer|subject|audience) +identical/g)).toHaveLength(3);
    person.send('\r');
    await write(person);
    await person.waitFor('It works.');
    expect(person.all()).toContain('Auth0 ──✓── token ──✓── credential ──✓── Entra ID ──✓── Azure OpenAI');
    await ask(person, 'What is a token?');
    person.send('\u0004');
    expect(await person.exitCode).toBe(0);
    expect(tokensOf(person)).toBe(1);
    const written = await readFile(join(person.cwd, '.env'), 'utf8');
    for (const [, name] of [...step1.slice(0, 3), ...step2]) expect(written).toContain(valueOf(person, name as FieldName));
    expect((await stat(join(person.cwd, '.env'))).mode & 0o777).toBe(0o600);
    expect(await readdir(person.cwd)).toEqual(['.env']);
    expect(person.written()).not.toContain(valueOf(person, 'OIDC_CLIENT_SECRET').slice(0, 16));
    await gone(person);
  });

  /** Of each group a fault that somebody else has to mend, as they would: while the screen is open. */
  test.each<[Code, string]>([
    ['auth0/grant-missing', 'The application may not ask for this API yet'],
    ['token/algorithm-unsupported', 'HS256'],
    ['entra/principal-disabled', 'disabled'],
    ['azure-openai/role-missing', 'role'],
    ['network/proxy', 'proxy'],
  ])('%s is found, explained, mended and green without leaving', async (code, words) => {
    const person = await arrive([code], ['setup']);
    await typeValues(person, [...step1, ...step2, ['Deployment name', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'], ['API version', null]]);
    await typeValues(person, [['Issuer in Azure', null]]);
    await write(person);
    await person.waitFor('enter explain');
    expect(person.all()).toContain(code);
    person.send('\r');
    await person.waitFor(() => /enter (?:re-)?check\b/.test(person.text()));
    expect(person.all()).toContain(words);
    person.sandbox.mend();
    person.send('\r');
    await person.waitFor('It works.');
    await ask(person, 'and now?');
    person.send('\u0004');
    expect(await person.exitCode).toBe(0);
    await gone(person);
  });

  test.each<[Code, string]>([
    ['trust/issuer-slash', '^ Azure lacks the final slash'],
    ['trust/hidden-character', 'U+200B'],
  ])('%s is found by the comparison of the setup, explained there, mended and green', async (code, words) => {
    const person = await arrive([code], ['setup']);
    await typeValues(person, [...step1, ...step2, ['Deployment name', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'], ['API version', null]]);
    await person.waitFor('❯ Issuer in Azure');
    person.paste(credentialOf(person));
    await person.waitFor('enter what to do');
    expect(person.text()).toContain(words);
    person.send('\r');
    await person.waitFor(() => /enter (?:re-)?check\b/.test(person.text()));
    expect(person.all()).toContain(code);
    person.sandbox.mend();
    person.send('\r');
    await person.waitFor('It works.');
    person.send('\u0004');
    expect(await person.exitCode).toBe(0);
    expect(tokensOf(person)).toBe(1);
    // It was a check of what is typed: nothing was written without the key for it.
    expect(await readdir(person.cwd)).toEqual([]);
    await gone(person);
  });

  test('a wrong id is found by the check, edited from its explanation, written, and green', async () => {
    const person = await arrive(['entra/client-not-found'], ['setup']);
    await typeValues(person, [...step1, ...step2, ['Deployment name', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'], ['API version', null]]);
    await typeValues(person, [['Issuer in Azure', null]]);
    await write(person);
    await person.waitFor('enter explain');
    person.send('\r');
    await person.waitFor(() => /enter (?:re-)?check\b/.test(person.text()));
    expect(person.all()).toContain('entra/client-not-found');
    person.send('e');
    await person.waitFor('❯ Identity client id');
    person.send(`\u0015${person.sandbox.world.entra.tenants[0]?.identities[0]?.clientId ?? ''}\r\u001B`);
    await person.waitFor('1 changed when written');
    person.send('\r');
    await person.waitFor('was ');
    person.send('\r');
    await person.waitFor('It works.');
    person.send('\u0004');
    expect(await person.exitCode).toBe(0);
    await gone(person);
  });

  test('a swapped pair of values is told at its field, changed there, and green', async () => {
    const person = await arrive([], ['setup']);
    await typeValues(person, step1.slice(0, 1));
    await person.waitFor('❯ Auth0 client id');
    person.send(`${valueOf(person, 'AZURE_CLIENT_ID')}\r`);
    await person.waitFor('enter goes on all the same');
    person.send(`\u0015${valueOf(person, 'OIDC_CLIENT_ID')}\r`);
    await typeValues(person, [...step1.slice(2), ...step2, ['Deployment name', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'], ['API version', null]]);
    await typeValues(person, [['Issuer in Azure', null]]);
    await write(person);
    await person.waitFor('It works.');
    person.send('\u0004');
    expect(await person.exitCode).toBe(0);
    await gone(person);
  });
});

describe('coming back', () => {
  test('after kill -9 in step 2 everything but the secret is there, and the way goes on from the secret', async () => {
    const person = await arrive([], ['setup']);
    await typeValues(person, [...step1, ...step2.slice(0, 2)]);
    await person.waitFor('❯ Azure OpenAI endpoint');
    const folder = join(person.env['XDG_STATE_HOME'] ?? '', 'keyless');
    await vi.waitFor(async () => {
      const [file = ''] = await readdir(folder);
      expect(await readFile(join(folder, file), 'utf8')).toContain(valueOf(person, 'AZURE_CLIENT_ID'));
    }, 15_000);
    person.kill('SIGKILL');
    await person.exitCode;
    const again = openSession([], { cwd: person.cwd, env: person.env });
    await again.waitFor('A secret is not kept before it is written');
    again.send('\r');
    await again.waitFor('❯ Auth0 client secret');
    again.send(`${valueOf(person, 'OIDC_CLIENT_SECRET')}\r`);
    await again.waitFor('token received');
    again.send('\r');
    await again.waitFor('❯ Entra tenant id');
    expect(again.text()).toContain(valueOf(person, 'AZURE_TENANT_ID'));
    again.send('\u0003');
    expect(await again.exitCode).toBe(130);
    await gone(person);
  });

  test('back to an earlier field, and every later answer stays', async () => {
    const person = await arrive([], ['setup']);
    await typeValues(person, [...step1, ...step2.slice(0, 1)]);
    await person.waitFor('❯ Identity client id');
    for (const label of ['Entra tenant id', 'Audience', 'Auth0 client secret', 'Auth0 client id', 'Auth0 domain']) {
      person.send('\u001B[Z');
      await person.waitFor(`❯ ${label}`);
    }
    person.send('\u0015other-tenant.eu.auth0.com\r');
    await person.waitFor('❯ Auth0 client id');
    // What stood on the domain is not known any more, and is asked anew.
    await person.waitFor(() => !person.text().includes('token received'));
    person.send('\u001B[Z');
    await person.waitFor('❯ Auth0 domain');
    person.send(`\u0015${valueOf(person, 'OIDC_ENDPOINT')}\r\r\r`);
    await person.waitFor('token received');
    person.send('\r');
    await person.waitFor('❯ Entra tenant id');
    expect(person.text()).toContain(valueOf(person, 'AZURE_TENANT_ID'));
    person.send('\u0003');
    await person.exitCode;
    await gone(person);
  });
});

describe('a paste', () => {
  test.each([true, false])(
    'of a whole .env fills every field, wherever it lands, and shows no secret (marked by the terminal: %s)',
    async (isMarked) => {
      const person = await arrive([], ['setup']);
      await person.waitFor('❯ Auth0 domain');
      const names = [...step1.slice(0, 3), ...step2].map(([, name]) => name as FieldName);
      const block = [...names, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME' as const].map((name) => `export ${name}="${valueOf(person, name)}"`);
      if (isMarked) person.paste(['# from a colleague', ...block, 'PORT=3000', ''].join('\r\n'));
      // A terminal sends a line break as the key Enter.
      else person.send(['# from a colleague', ...block, 'PORT=3000', ''].join('\r'));
      await person.waitFor('7 values taken from the paste.');
      await write(person);
      await person.waitFor('It works.');
      person.send('\u0004');
      expect(await person.exitCode).toBe(0);
      expect(await readFile(join(person.cwd, '.env'), 'utf8')).not.toContain('PORT');
      expect(person.written()).not.toContain(valueOf(person, 'OIDC_CLIENT_SECRET').slice(0, 16));
      await gone(person);
    },
  );

  test('of a secret of 3 kB arrives whole; line breaks and escape sequences around a value are taken off and told', async () => {
    const person = await arrive([], ['setup']);
    await person.waitFor('❯ Auth0 domain');
    person.paste(`\u001B[31m${valueOf(person, 'OIDC_ENDPOINT')}\u001B[0m\r\n\r\n`);
    await person.waitFor('characters arrived');
    expect(person.text()).not.toContain('\u001B');
    person.send('\r');
    await person.waitFor('❯ Auth0 client id');
    person.send('\r');
    await person.waitFor('❯ Auth0 client secret');
    const secret = Array.from({ length: 96 }, () => 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQja').join('');
    person.paste(secret);
    await person.waitFor('3072 characters arrived');
    person.send('\r\u001B[Z');
    await person.waitFor('3072 characters');
    person.send('\u0003');
    expect(await person.exitCode).toBe(130);
    expect(person.written()).not.toContain(secret.slice(0, 16));
    await gone(person);
  });
});
