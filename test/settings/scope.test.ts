import { expect, test } from 'vitest';

import { scopeFor } from '../../src/settings/scope.js';

const [publicCloud, us, cn] = ['https://login.microsoftonline.com', 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'];

test.each([
  ['https://acme.openai.azure.com', publicCloud, 'https://cognitiveservices.azure.com/.default'],
  ['https://acme.services.ai.azure.com', publicCloud, 'https://cognitiveservices.azure.com/.default'],
  ['https://acme.services.ai.azure.com/api/projects/chat', publicCloud, 'https://ai.azure.com/.default'],
  ['https://acme.openai.azure.us', us, 'https://cognitiveservices.azure.us/.default'],
  ['https://acme.openai.azure.cn', cn, 'https://cognitiveservices.azure.cn/.default'],
  // The name of a gateway says nothing of the cloud behind it.
  ['https://ai.acmecorp.us', publicCloud, 'https://cognitiveservices.azure.com/.default'],
  ['https://ai.agency-gateway.com', us, 'https://cognitiveservices.azure.us/.default'],
  ['https://localhost:4000/gateway', publicCloud, 'https://cognitiveservices.azure.com/.default'],
  // What Azure itself serves is surer than the authority.
  ['https://acme.openai.azure.us', publicCloud, 'https://cognitiveservices.azure.us/.default'],
  ['https://acme.openai.azure.com', null, 'https://cognitiveservices.azure.com/.default'],
])('%s with the authority %s', (endpoint, authority, scope) => expect(scopeFor(endpoint, authority)).toBe(scope));
