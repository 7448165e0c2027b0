import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readSpan } from '../../src/commands/span.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { startSandbox } from '../../src/sandbox/start.js';
import { emptyFolder, keyless } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

const pauses = [0.05];

const asked = (place: Sandbox | null, path: string): number => (place?.requests ?? []).filter((one) => one.path.includes(path)).length;
const tokens = (place: Sandbox | null): number => asked(place, '/oauth/token');
const exchanges = (place: Sandbox | null): number => asked(place, '/oauth2/v2.0/token');
const identities = ({ world }: Sandbox) => world.entra.tenants.flatMap((tenant) => tenant.identities);
const triesIn = (stderr: string): string[] => stderr.split('\n').filter((line) => /^try \d/i.test(line));

/** Changes the world once Entra ID was asked so often. */
function after(count: number, change: (place: Sandbox) => unknown): (place: Sandbox) => void {
  return (place) =>
    place.onRequest(({ path }) => void (path.includes('/oauth2/v2.0/token') && exchanges(place) === count && change(place)));
}

const arrive = (place: Sandbox): void => identities(place).forEach((one) => (one.arrivingCredential = null));

describe('what passes', () => {
  test.each([
    [
      'trust/credential-stale',
      'Azure holds the values',
      (place: Sandbox) => identities(place).forEach((one) => (one.staleCredentials = null)),
    ],
    ['trust/propagating', 'only time that is missing', arrive],
    ['trust/identity-missing', 'some minutes', (place: Sandbox) => identities(place).forEach((one) => (one.hasPrincipal = true))],
  ])('%s: tries again until Azure has noticed, with the one token of Auth0', async (fault, words, change) => {
    const options = { pauses, onPlace: after(2, change) };
    const { code, stdout, stderr, place } = await inside(['check', '--sandbox', '--wait', '--fault', fault], options);
    expect([code, stdout.includes('all well')]).toEqual([0, true]);
    const [first, second, ...rest] = triesIn(stderr);
    expect(first).toMatch(new RegExp(`^try 1, \\d+ s: still ${fault}, AADSTS\\d+\\. Next try in 0 s, Ctrl-C stops\\.$`));
    expect(second).toMatch(new RegExp(`^try 2, \\d+ s: still ${fault}`));
    expect(rest).toEqual([expect.stringMatching(/^try 3, \d+ s: Azure has noticed the change\. All is well\.$/)]);
    expect(stderr.split(words)).toHaveLength(2);
    expect([tokens(place), exchanges(place)]).toEqual([1, 3]);
  });

  test('one cause after the other: each is named once, and how long it takes', async () => {
    const faults = ['--fault', 'trust/propagating', '--fault', 'azure-openai/role-missing'];
    const { code, stderr } = await inside(['check', '--sandbox', '--wait=8s', ...faults], { pauses: [2], onPlace: after(1, arrive) });
    expect(code).toBe(1);
    expect(stderr).toContain('Microsoft says that this can take several minutes.');
    expect(stderr).toContain('Microsoft says that a new role can take up to 10 minutes to work.');
    expect(triesIn(stderr).at(-1)).toMatch(/: stopped waiting, still azure-openai\/role-missing\.$/);
  });

  test('does not wait where a party asks for more time than there is', async () => {
    const { code, stderr, place } = await inside(['check', '--sandbox', '--wait=5s', '--fault', 'entra/throttled']);
    expect([code, triesIn(stderr).length, exchanges(place)]).toEqual([3, 1, 1]);
    expect(stderr).toContain('stopped waiting, still entra/throttled.');
  });

  test('says one sentence a try where it is read aloud, without seconds that count', async () => {
    const options = { pauses, onPlace: after(1, arrive), env: { ACCESSIBLE: '1' } };
    const { stderr } = await inside(['check', '--sandbox', '--wait', '--fault', 'trust/propagating'], options);
    expect(triesIn(stderr)).toEqual([
      'Try 1. Still trust/propagating, AADSTS70021. The next try follows by itself; Ctrl-C stops.',
      'Try 2. Azure has noticed the change. All is well.',
    ]);
  });

  test('prints one document, with the words beside it', async () => {
    const options = { pauses, onPlace: after(1, arrive) };
    const { code, stdout, stderr } = await inside(['check', '--sandbox', '--json', '--wait', '--fault', 'trust/propagating'], options);
    expect([code, jsonOf(stdout).ok]).toEqual([0, true]);
    expect(triesIn(stderr)).toHaveLength(2);
  });

  test('is stopped by Ctrl-C, which says what goes on without it', async () => {
    const ending = new AbortController();
    const onPlace = after(2, () => ending.abort(new DOMException('cancelled', 'AbortError')));
    const { code, stdout, stderr } = await inside(['check', '--sandbox', '--wait', '--json', '--fault', 'trust/propagating'], {
      pauses,
      onPlace,
      signal: ending.signal,
    });
    expect([code, jsonOf(stdout).error?.code]).toEqual([130, 'cancelled']);
    expect(stderr).toMatch(/Stopped waiting after try 1, \d+ s: still trust\/propagating.*keyless check --wait waits again\.\n$/);
  });
});

describe('what does not pass', () => {
  test('another cause ends it at once, with its report and nothing else', async () => {
    const { code, stderr } = await inside(['check', '--sandbox', '--wait', '--fault', 'auth0/client-refused']);
    expect([code, stderr]).toEqual([1, '']);
  });

  test('a cause that turns into another one ends it with that', async () => {
    const refuse = (place: Sandbox): void => {
      arrive(place);
      identities(place).forEach((one) => (one.isEnabled = false));
    };
    const { code, stderr } = await inside(['check', '--sandbox', '--wait', '--fault', 'trust/propagating'], {
      pauses,
      onPlace: after(1, refuse),
    });
    expect(code).toBe(1);
    expect(triesIn(stderr).at(-1)).toMatch(/: the cause is entra\/principal-disabled, which does not pass by itself\.$/);
  });

  test.each(['trust/issuer-slash', 'trust/subject-case', 'trust/audience-mismatch', 'trust/hidden-character'])(
    '%s, with both sides known: says at once that waiting is of no use',
    async (fault) => {
      const { code, stderr, stdout, place } = await inside(['check', '--sandbox', '--wait', '--fault', fault], { pauses });
      expect([code, exchanges(place)]).toEqual([1, 1]);
      expect(stderr).toMatch(/^Waiting will not help: the (issuer|subject|audience) in Azure and in the token differ\.\n$/);
      expect(stdout).toContain(fault);
    },
  );

  test('a file that was named and differs ends it, and says how to go on if it is old', async () => {
    const folder = await emptyFolder();
    const file = join(folder, 'held.json');
    await writeFile(
      file,
      JSON.stringify({ issuer: 'https://other.eu.auth0.com/', subject: 'x@clients', audiences: ['api://AzureADTokenExchange'] }),
    );
    const args = ['check', '--sandbox', '--wait', '--federated-credential', file, '--fault', 'trust/propagating'];
    const { code, stderr } = await inside(args, { pauses });
    expect(code).toBe(1);
    expect(stderr).toContain(`Waiting will not help: the issuer and the subject in the copy in ${file} and in the token differ.`);
    expect(stderr).toContain('If Azure was changed after that, copy what it holds anew, or check without the copy.');
  });

  test('a file without any credential ends it, too', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'none.json'), '[]\n');
    const args = [
      'check',
      '--sandbox',
      '--wait',
      '--federated-credential',
      join(folder, 'none.json'),
      '--fault',
      'trust/credential-missing',
    ];
    const { code, stderr } = await inside(args, { pauses });
    expect([code, stderr.startsWith('Waiting will not help: ')]).toEqual([1, true]);
  });
});

describe('what is read again', () => {
  /** The settings of a place in a file, and the variables that lead to it. */
  async function settled(place: Sandbox, changes: Record<string, string>) {
    const cwd = await emptyFolder();
    const ca = join(cwd, 'ca.pem');
    await writeFile(ca, place.caPem);
    const write = (values: Record<string, string>): Promise<void> => {
      const lines = Object.entries({ ...place.settings, ...values }).map(([name, value]) => `${name}=${value}\n`);
      return writeFile(join(cwd, '.env'), lines.join(''));
    };
    await write(changes);
    return { cwd, write, env: { ...place.proxyVariables, NODE_EXTRA_CA_CERTS: ca } };
  }

  test('a copy in the env file may be old: it is said, waited all the same, and Auth0 asked once', async () => {
    const place = await startSandbox({ faults: ['trust/propagating'] });
    const { cwd, env } = await settled(place, { AZURE_FEDERATED_ISSUER: 'https://old.eu.auth0.com/' });
    after(1, arrive)(place);
    const { code, stderr } = await keyless(['check', '--wait'], { cwd, env });
    await place.stop();
    expect(code).toBe(0);
    expect(stderr).toContain('The copy in .env differs in the issuer. It may be older than the change');
    expect([tokens(place), exchanges(place)]).toEqual([1, 2]);
  });

  test('one that is changed meanwhile is no longer old: it ends it where it still differs', async () => {
    const place = await startSandbox({ faults: ['trust/propagating'] });
    const { cwd, env, write } = await settled(place, {});
    const lacking = place.settings.AZURE_FEDERATED_ISSUER.slice(0, -1);
    after(1, () => write({ AZURE_FEDERATED_ISSUER: lacking }))(place);
    const { code, stderr } = await keyless(['check', '--wait'], { cwd, env });
    await place.stop();
    expect([code, tokens(place)]).toEqual([1, 1]);
    expect(stderr).toContain('The copy in .env holds the values of the token, so it is only time that is missing.');
    expect(stderr).toContain('Waiting will not help: the issuer in the copy in .env and in the token differ.');
  });

  test('where nothing is known of Azure’s side it says that it cannot tell', async () => {
    // The first try has to end within the time, also on a busy machine.
    const { code, stderr } = await inside(['check', '--sandbox', '--wait=4s', '--fault', 'trust/no-match'], { pauses: [4] });
    expect(code).toBe(1);
    expect(stderr).toContain('What Azure holds now is not known here, so nothing tells');
    expect(triesIn(stderr).at(-1)).toContain('stopped waiting, still trust/no-match');
  });
});

describe('the time', () => {
  test.each([
    ['90s', 90],
    ['10m', 600],
    ['1h', 3600],
    ['1h30m', 5400],
    ['24h', 86_400],
    ['', null],
    ['10', null],
    ['0m', null],
    ['25h', null],
    ['1.5h', null],
    ['m', null],
    ['10m1h', null],
  ])('%j is %j seconds', (text, seconds) => expect(readSpan(text)).toBe(seconds));

  test.each([
    [['--wait=soon'], 'soon is none', '--wait=90s, --wait=10m or --wait=1h'],
    [['--wait='], 'nothing is none', '--wait=10m'],
    [['--wait', '10m'], 'keyless check takes no 10m.', 'The time is joined with =: --wait=10m.'],
  ])('%j is refused with an example', async (args, problem, example) => {
    const { code, stderr } = await inside(['check', '--sandbox', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(example);
  });
});
