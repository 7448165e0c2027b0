import { expect, test } from 'vitest';

import { explain, keylessCredential, KeylessError } from '../../src/index.js';
import type { Place } from './place.js';
import { openPlace, rejection, scope } from './place.js';

async function refusedIn({ connection, options }: Place): Promise<KeylessError> {
  const error = await rejection(keylessCredential(connection, options).getToken(scope));
  if (!(error instanceof KeylessError)) throw error;
  return error;
}

test('explained, an error is as severe as in a check, and so it is in a log', async () => {
  const error = await refusedIn(await openPlace({ faults: ['auth0/rate-limited'] }));
  expect((await explain(error)).diagnoses[0]).toMatchObject({ code: 'auth0/rate-limited', severity: 'unknown' });
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'auth0/rate-limited', severity: 'unknown', upstream: { status: 429 } });
  expect(error.diagnosis).toMatchObject({ code: error.code, title: error.title, severity: 'unknown' });
});

test('explained, an error gives what the support asks for, and the values that were refused', async () => {
  const place = await openPlace({ faults: ['trust/subject-mismatch'] });
  const error = await refusedIn(place);
  const { read, diagnoses } = await explain(error);
  expect(read).toMatchObject({
    correlationId: error.upstream?.correlationId,
    traceId: error.upstream?.traceId,
    subject: `${place.connection.auth0.clientId}@clients`,
  });
  expect(diagnoses[0]).toEqual(error.diagnosis);
});
