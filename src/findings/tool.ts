import type { Words } from './explanation.js';
import { run, toDo } from './fix.js';
import { quoteAll } from './quote.js';
import { shellWord } from './shell-word.js';

/** Words for what the tools and the environment of this machine cannot do or get in the way of. */
export const toolWords = {
  'tool/environment-conflict': ({ variables }) => ({
    title: 'A variable in the environment gets in the way of an SDK',
    why: `${variables.length > 0 ? `${quoteAll(variables)} ${variables.length > 1 ? 'are' : 'is'} set. ` : ''}The SDKs read such variables by themselves, and then send a key in place of the token, or call another address. I do not use them; your own program may.`,
    fix: [
      ...(variables.length > 0 ? [run('local', 'certain', `unset ${variables.map(shellWord).join(' ')}`)] : []),
      toDo('local', 'likely', 'Where they have to stay, give the SDK its values in code: the base URL, and the token provider as apiKey.'),
    ],
    docs: [],
  }),
} satisfies Words<'tool'>;
