import type { Message } from '../chain/azure-openai.js';

/** What a check asks the model: an answer of a few tokens that shows the connection is real. */
export const checkQuestion: Message = { role: 'user', content: 'Say hello in one short sentence.' };
