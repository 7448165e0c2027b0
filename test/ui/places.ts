import { allFound, answeredWith, fakeDesk, lineOf, reportOf, signedOut, slashMissing } from './fake-desk.js';
import type { FakeDesk } from './fake-desk.js';
import type { Mounted } from './mount.js';
import { mount } from './mount.js';
import { asking, doing, halfBlind, identities, ready, settledBy } from './plans.js';

type Options = Parameters<typeof mount>[1];

export interface Place {
  screen: Mounted;
  desk: FakeDesk;
}

const groups = ['settings', 'auth0', 'token', 'trust', 'entra', 'azure-openai'];
const longChecks = groups.flatMap((group) =>
  [1, 2].map((number) => lineOf(`${group}.${number}` as 'auth0.token', { title: `${group} ${number} `.padEnd(70, 'long ') })),
);

/** Every screen in which a person can be, with something in it, on a mounted terminal. */
export const places: { readonly [name: string]: (options?: Options) => Promise<Place> } = {
  fields: async (options) => {
    const desk = fakeDesk();
    const screen = mount(desk, options);
    await screen.waitFor('Auth0 domain');
    screen.send('acme-dev.eu.auth0.com\r');
    await screen.waitFor('Auth0 client id');
    screen.send('x'.repeat(30));
    await screen.waitFor('x'.repeat(30));
    return { desk, screen };
  },
  start: async (options) => {
    const desk = fakeDesk({ found: allFound(), start: 'start' });
    const screen = mount(desk, options);
    await screen.waitFor('enter open');
    return { desk, screen };
  },
  lessons: async (options) => {
    const { desk, screen } = await at('start', options);
    screen.send('5');
    await screen.waitFor('enter begin');
    return { desk, screen };
  },
  guide: async (options) => {
    const { desk, screen } = await at('fields', options);
    screen.send('\u0007');
    await screen.waitFor(() => !screen.text().includes('enter next'));
    return { desk, screen };
  },
  review: async (options) => {
    const desk = fakeDesk({ found: allFound() });
    const screen = mount(desk, options);
    await screen.waitFor('1-9 edit');
    return { desk, screen };
  },
  paste: async (options) => {
    const { desk, screen } = await at('review', options);
    screen.send('x');
    await screen.waitFor('enter explain');
    return { desk, screen };
  },
  check: async (options) => {
    const { desk, screen } = await at('review', options);
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    desk.watch({ type: 'started', id: 'azure-openai.host', title: 'the last one' }, () => reportOf({ checks: longChecks }));
    await screen.waitFor('the last one');
    return { desk, screen };
  },
  outcome: async (options) => {
    const { desk, screen } = await at('check', options);
    desk.end(reportOf({ ok: false, exitCode: 1, checks: longChecks, diagnoses: [slashMissing] }));
    await screen.waitFor('enter explain');
    return { desk, screen };
  },
  diagnosis: async (options) => {
    const { desk, screen } = await at('outcome', options);
    screen.send('\r');
    await screen.waitFor(() => /enter (?:re-)?check\b/.test(screen.text()));
    return { desk, screen };
  },
  repair: async (options) => {
    const { desk, screen } = await at('diagnosis', options);
    screen.send('d');
    await screen.waitFor('Looking up');
    const [issuer = '', command = ''] = slashMissing.fix.map((fix) =>
      fix.kind === 'set' ? fix.value : 'command' in fix ? fix.command : '',
    );
    const changes = [{ name: 'issuer', from: issuer.slice(0, -1), to: issuer }];
    const step = { where: 'azure', title: 'Change the issuer in Azure', state: 'change', changes, commands: [command], notes: [] } as const;
    desk.prepared({ kind: 'ready', step: { ...step, commands: [command], notes: [] }, isRead: false, now: null });
    await screen.waitFor('n no');
    return { desk, screen };
  },
  'a repair that runs': async (options) => {
    const { desk, screen } = await at('repair', options);
    screen.send('y');
    await screen.waitFor('Running');
    return { desk, screen };
  },
  export: async (options) => {
    const { desk, screen } = await at('outcome', options);
    screen.send('h');
    await screen.waitFor('s save');
    return { desk, screen };
  },
  'an export that lacks values': async (options) => {
    const { desk, screen } = await at('export', options);
    screen.send('7');
    await screen.waitFor('enter fill it in');
    return { desk, screen };
  },
  wait: async (options) => {
    const { desk, screen } = await at('outcome', options);
    screen.send('w');
    await screen.waitFor('esc');
    await screen.waitFor('Waiting');
    return { desk, screen };
  },
  write: async (options) => {
    const { desk, screen } = await at('review', options);
    screen.send('1\u0015other.eu.auth0.com\u001B');
    await screen.waitFor('enter write');
    screen.send('\r');
    await screen.waitFor('n check');
    return { desk, screen };
  },
  comparison: async (options) => {
    const desk = fakeDesk({ found: allFound() });
    desk.probe = async () => ({
      kind: 'checks',
      report: reportOf({ ok: false, checks: [lineOf('trust.issuer', { status: 'fail' })], diagnoses: [slashMissing] }),
    });
    const screen = mount(desk, options);
    await screen.waitFor('1-9 edit');
    screen.send('f');
    await screen.waitFor('Issuer in Azure');
    screen.send('https://acme-dev.eu.auth0.com\t\t\t');
    await screen.waitFor('what to do');
    return { desk, screen };
  },
  look: async (options) => {
    const desk = fakeDesk({ start: 'provision' });
    const screen = mount(desk, options);
    await screen.waitFor('Nothing is changed');
    desk.hear('Auth0: APIs', true);
    for (const what of ['Auth0: applications', 'Azure: subscriptions', 'Azure: Azure OpenAI accounts and their deployments'])
      desk.hear(what);
    await screen.waitFor('Azure OpenAI accounts');
    return { desk, screen };
  },
  choose: async (options) => {
    const { desk, screen } = await at('look', options);
    desk.looked(asking(identities));
    await screen.waitFor('enter choose');
    return { desk, screen };
  },
  'a name that is typed': async (options) => {
    const { desk, screen } = await at('choose', options);
    screen.send('t');
    await screen.waitFor('enter take it');
    screen.send('x'.repeat(90));
    await screen.waitFor('xxx');
    return { desk, screen };
  },
  plan: async (options) => {
    const { desk, screen } = await at('look', options);
    desk.looked(ready);
    await screen.waitFor('enter yes, do it');
    return { desk, screen };
  },
  'a plan that is in the dark': async (options) => {
    const { desk, screen } = await at('look', options);
    desk.looked(halfBlind);
    await screen.waitFor('enter what is wrong');
    return { desk, screen };
  },
  apply: async (options) => {
    const { desk, screen } = await at('plan', options);
    screen.send('\r');
    await screen.waitFor('Step 1 of');
    const [first, second] = doing;
    if (!first || !second) throw new Error('there is nothing to do');
    desk.step({ type: 'started', step: first });
    desk.step({ type: 'finished', ...settledBy(first.id, { kind: 'done', ran: first.commands }) });
    desk.step({ type: 'started', step: second });
    await screen.waitFor('Step 2 of');
    return { desk, screen };
  },
  'a step that failed': async (options) => {
    const { desk, screen } = await at('apply', options);
    const [, second] = doing;
    if (!second) throw new Error('there is no second step');
    const finding = { code: 'tool/az-signed-out', evidence: { tenant: null }, refusal: null } as const;
    desk.step({ type: 'finished', ...settledBy(second.id, { kind: 'failed', finding, said: 'no', ran: second.commands }, signedOut) });
    desk.followed({ looked: ready, values: new Map(), remarks: [] });
    await screen.waitFor('enter look');
    return { desk, screen };
  },
  'a plan that was followed': async (options) => {
    const { desk, screen } = await at('a step that failed', options);
    screen.send('\u001B');
    await screen.waitFor('One step was not done.');
    return { desk, screen };
  },
  talk: async (options) => {
    const { desk, screen } = await at('check', options);
    desk.end(answeredWith('Hello from the model.'));
    await screen.waitFor('enter send');
    return { desk, screen };
  },
  'an answer that comes': async (options) => {
    const { desk, screen } = await at('talk', options);
    screen.send('go on\r');
    await screen.waitFor('ctrl+c stop');
    desk.watch({ type: 'said', text: 'words and '.repeat(20) }, reportOf);
    await screen.waitFor('words and');
    return { desk, screen };
  },
};

export function at(name: string, options?: Options): Promise<Place> {
  const open = places[name];
  if (!open) throw new Error(`no such place: ${name}`);
  return open(options);
}
