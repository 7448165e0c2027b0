import { expect, test } from 'vitest';

import { scopeWanted } from '../../src/chain/scope.js';

const refusal = (audience: string): string => `Access token is missing, invalid, audience is incorrect (${audience}), or have expired.`;

test.each(['https://cognitiveservices.azure.com', 'https://ai.azure.com', 'https://cognitiveservices.azure.us'])(
  '%s is asked for',
  (audience) => {
    expect(scopeWanted(refusal(audience))).toBe(`${audience}/.default`);
    expect(scopeWanted(refusal(`${audience}/`))).toBe(`${audience}/.default`);
  },
);

test.each(['https://management.azure.com', 'https://graph.microsoft.com', 'https://evil.example', 'https://ai.azure.com.evil.example'])(
  'no token for %s is had for whoever answers at the endpoint',
  (audience) => expect(scopeWanted(refusal(audience))).toBeNull(),
);
