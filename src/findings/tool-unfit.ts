import type { Explanation } from './explanation.js';
import type { Evidence } from './finding.js';
import { run, toDo } from './fix.js';
import { pages } from './pages.js';
import { quote } from './quote.js';

/** What never depends on a tool: every finding says so, since none of them is about the connection itself. */
export const stillChecked = 'The connection itself is checked without it.';

type Unfit = Evidence['tool/az-refused'];

/** Words for what fits none of the causes known here: the tool's own come first. */
export function unfitAnswer(tool: 'az' | 'auth0', { said, command, why }: Unfit): Explanation {
  const [name, where, page] =
    tool === 'az' ? (['The Azure CLI', 'azure', pages.azTrouble] as const) : (['The Auth0 CLI', 'auth0', pages.auth0Cli] as const);
  const { title, reason } = words[why ?? 'refused'](name);
  const own = said ? `It said: ${quote(said)}.` : '';
  return {
    title,
    why: [reason, own || (why ? '' : 'It said nothing about why.'), stillChecked].filter(Boolean).join(' '),
    fix: [
      ...(command === null ? [] : [run(where, 'likely', command)]),
      toDo('local', 'maybe', `Run the same command with ${tool === 'az' ? '--verbose' : '--debug'}: then ${tool} tells more.`),
    ],
    docs: [page],
  };
}

interface Reason {
  title: string;
  reason: string;
}

const words: Readonly<Record<'refused' | NonNullable<Unfit['why']>, (name: string) => Reason>> = {
  refused: (name) => ({ title: `${name} could not do this, for a reason I do not know`, reason: '' }),
  'not-started': (name) => ({ title: `${name} is installed here, and does not start`, reason: 'It may be broken, or its Python is gone.' }),
  late: (name) => ({
    title: `${name} gave no answer in time`,
    reason: 'It may wait for somebody to sign in, or for the network, so it was stopped. What it was to change may have been changed.',
  }),
  unreadable: (name) => ({
    title: `${name} gave an answer that I cannot read`,
    reason: 'What it printed is not what it prints otherwise.',
  }),
  'not-found': (name) => ({ title: `${name} found nothing that fits`, reason: 'The command needs what this one looks up.' }),
  ambiguous: (name) => ({
    title: `${name} found several that fit, and one is needed`,
    reason: 'The command needs what this one looks up, and it prints more than one line.',
  }),
};
