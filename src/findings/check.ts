import type { Words } from './explanation.js';
import { run, toDo } from './fix.js';
import { quote } from './quote.js';

/** Words for a fault of keyless itself. */
export const checkWords = {
  'check/crashed': ({ error }) => ({
    title: 'This check broke, and the fault is in keyless',
    why: `I made a mistake here: ${error ? quote(error) : 'no message came with it'}. It says nothing about your settings, Auth0 or Azure.`,
    fix: [
      run('local', 'certain', 'keyless check --verbose'),
      toDo('local', 'likely', 'Send what it prints to the maintainers. Secrets and tokens are not in it.'),
    ],
    docs: [],
  }),
} satisfies Words<'check'>;
