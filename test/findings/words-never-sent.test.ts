import { expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import { recogniseAzureOpenAi } from '../../src/findings/recognise/azure-openai.js';
import { answered } from '../support/answered.js';
import { acme } from './words-samples.js';

/** The words for an answer to a request that carried a token and neither key nor version; or, without `isAccepted`, in a log of somebody else's. */
function wordsFor(status: number, code: string, message: string, isAccepted = true) {
  const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'chat', apiVersion: null };
  const asked = { openai, audienceSent: null, tokenTenant: null, principal: null, available: [] };
  const found = recogniseAzureOpenAi(answered('azure-openai', status, { error: { code, message } }), asked);
  return { code: found.code, ...explain(found, { ...acme, isAccepted }) };
}

const invalidKey =
  'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription.';

test.each([
  [401, '401', invalidKey, 'azure-openai/key-refused'],
  [403, 'AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.', 'azure-openai/key-disabled'],
  [400, 'BadRequest', 'API version not supported', 'azure-openai/version-not-allowed'],
])('%i %s: what was not sent is not said to have been sent', (status, code, message, expected) => {
  const words = wordsFor(status, code, message);
  expect(words.code).toBe(expected);
  expect(words.title).toMatch(/, and none was sent$/);
  expect(words.why).toMatch(
    /^I (?:sent the token of Entra ID and no key|asked the v1 API, .* and sent none)\. So something in front of the resource/,
  );
  expect(JSON.stringify(words.fix)).not.toMatch(/unset|Remove/);
  expect(wordsFor(status, code, message, false).title).not.toMatch(/none was sent/);
});
