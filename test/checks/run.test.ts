import { expect, test } from 'vitest';

import type { Check, CheckContext, CheckEvent, CheckId, Facts, Idle, Outcome } from '../../src/checks/check.js';
import { runChecks } from '../../src/checks/run.js';
import { createTransport } from '../../src/chain/transport.js';
import { Secret } from '../../src/settings/secret.js';

type Fact = keyof Facts;

/** The runner looks at facts by their names alone, so any value does. */
function check(id: CheckId, needs: Fact[], teaches: Fact[], run: () => Promise<Outcome | Idle> | Outcome | Idle): Check {
  return { id, title: id, needs, teaches, run };
}

const taught = (fact: Fact) => (): Outcome => ({ title: 'done', learned: { [fact]: {} } });
const token = new Secret('not-a-jwt\nbut a token 日 all the same');
const transport = createTransport({ env: {}, secrets: [token] });
const context = { signal: new AbortController().signal, transport } as CheckContext;

async function eventsOf(checks: Check[], given = context): Promise<string[]> {
  const events: string[] = [];
  for await (const event of runChecks(checks, given)) events.push(textOf(event));
  return events;
}

function textOf(event: CheckEvent): string {
  if (event.type === 'said') return `said ${event.text}`;
  if (event.type === 'started') return `started ${event.id}`;
  const { result } = event;
  return result.kind === 'notRun' ? `not run ${result.id}, because of ${result.because}` : `finished ${result.id}`;
}

test('a check starts when its facts are there, whatever the order of the list', async () => {
  const events = await eventsOf([
    check('entra.second', ['profile'], [], () => ({ title: 'x' })),
    check('auth0.first', [], ['profile'], taught('profile')),
  ]);
  expect(events).toEqual(['started auth0.first', 'finished auth0.first', 'started entra.second', 'finished entra.second']);
});

test('what cannot run any more is said at once, not at the end, also along a chain', async () => {
  let go = (): void => undefined;
  const slow = new Promise<void>((resolve) => (go = resolve));
  const events = runChecks(
    [
      check('auth0.fails', [], ['assertion'], () => ({ title: 'no token' })),
      check('token.waits', ['assertion'], ['decoded'], taught('decoded')),
      check('trust.waits', ['decoded'], [], () => ({ title: 'x' })),
      check('entra.slow', [], ['tenant'], async () => {
        await slow;
        return { title: 'x', learned: {} };
      }),
      check('entra.after', ['tenant'], [], () => ({ title: 'x' })),
    ],
    context,
  );
  const seen: string[] = [];
  for await (const event of events) {
    seen.push(textOf(event));
    if (seen.at(-1)?.startsWith('not run trust.waits')) go();
  }
  expect(seen).toEqual([
    'started auth0.fails',
    'started entra.slow',
    'finished auth0.fails',
    'not run token.waits, because of null',
    'not run trust.waits, because of token.waits',
    'finished entra.slow',
    'not run entra.after, because of null',
  ]);
});

test('what is not run names the fact that cannot come, not one that is still on its way', async () => {
  const titles: string[] = [];
  const checks = [
    check('token.shape', [], ['decoded'], taught('decoded')),
    check('trust.issuer', ['decoded', 'credentials'], [], taught('keys')),
  ];
  for await (const event of runChecks(checks, context)) {
    if (event.type === 'finished' && event.result.kind === 'notRun') titles.push(event.result.title);
  }
  expect(titles).toEqual(['not compared: what Azure holds is not known here']);
});

test('a fact with two teachers is waited for until both have had their turn', async () => {
  const events = await eventsOf([
    check('settings.one', [], ['profile'], () => ({ title: 'nothing to teach' })),
    check('settings.other', [], ['profile'], async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return { title: 'x', learned: { profile: {} as Facts['profile'] } };
    }),
    check('auth0.waits', ['profile'], [], () => ({ title: 'x' })),
  ]);
  expect(events.at(-1)).toBe('finished auth0.waits');
});

test('a check that throws is a result, and what needs it is not run because of it', async () => {
  const events = await eventsOf([
    check('auth0.crashes', [], ['assertion'], () => {
      throw new TypeError('a bug');
    }),
    check('token.waits', ['assertion'], [], () => ({ title: 'x' })),
  ]);
  expect(events).toEqual(['started auth0.crashes', 'finished auth0.crashes', 'not run token.waits, because of auth0.crashes']);
});

test('an exception that repeats a token is told without it', async () => {
  const crashes = check('azure-openai.crashes', [], [], () => {
    throw new TypeError(`"Bearer ${token.reveal()}" is an invalid header value`);
  });
  for await (const event of runChecks([crashes], context)) {
    if (event.type === 'finished' && event.result.kind === 'ran')
      expect(event.result.findings[0]).toMatchObject({
        code: 'check/crashed',
        evidence: { error: 'TypeError: "Bearer [secret]" is an invalid header value' },
      });
  }
  expect.hasAssertions();
});
