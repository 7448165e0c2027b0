import { readCodeWord } from './code-word.js';
import { credentialFixes } from '../findings/azure-commands.js';
import type { Known } from '../findings/explanation.js';
import type { Finding, Wanted } from '../findings/finding.js';
import { envFileOption } from '../findings/keyless-command.js';
import { shellWord } from '../settings/shell-word.js';
import type { Origin, What } from '../report/explained.js';
import type { Next } from '../report/json.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { GivenBy } from './explain-given-by.js';

/** What is known of the case, as far as the next step depends on it. */
export interface Situation {
  what: What;
  origin: Origin;
  args: GivenBy;
  isRecognised: boolean;
  findings: readonly Finding[];
  /** The token's values, and whether there is one to compare. */
  wanted: Wanted;
  hasToken: boolean;
  hasCredentials: boolean;
  known: Known;
}

interface NextSteps {
  lead: string | null;
  next: Next[];
}

/** The other half of a comparison, where only one is here; else whatever asks the services themselves. */
export function nextSteps(situation: Situation): NextSteps {
  const { what, origin, isRecognised, findings, hasToken, hasCredentials } = situation;
  const isOnScreen = origin.kind === 'screen';
  if (!isRecognised && !isOnScreen) return { lead: null, next: [] };
  const isUnseen = findings.some(({ evidence }) => 'diff' in evidence && evidence.azure === null);
  if (!hasCredentials && (isUnseen || findings.some(({ code }) => code === 'trust/no-match')))
    return withAzure('point at the character', situation);
  if (!hasCredentials && hasToken && what !== 'env') return withAzure('compare the two', situation);
  if (what === 'credentials' && !hasToken) return withToken(situation);
  if (isOnScreen && !hasToken && findings.some(({ code }) => code === 'trust/no-match'))
    return { lead: 'Paste here the token, too, and I will compare all three values.', next: [] };
  return { lead: null, next: what === 'env' && !isOnScreen ? [checkOf(origin)] : [] };
}

/** A check reads a file, so settings that came in another way have to stand in one first. */
function checkOf(origin: Origin): Next {
  if (origin.kind !== 'file') return { command: 'keyless check', when: 'to check the whole chain, once these settings are saved as .env' };
  const command = origin.path === '.env' ? 'keyless check' : `keyless check ${envFileOption(origin.path)}`;
  return { command, when: 'to check the whole chain with it' };
}

/** The text once more, beside what Azure has; or the token, where that is here already and the text does not tell all of it. */
export function compareCommand(
  origin: Origin,
  args: GivenBy,
  { credentials, isOther }: { credentials: readonly FederatedCredential[] | null; isOther: boolean } = {
    credentials: null,
    isOther: false,
  },
): string {
  const { credentialFile } = args;
  const named = credentialFile === null || credentialFile === '-' ? 'credential.json' : credentialFile;
  if (credentials !== null && (args.tokenFile === null || isOther))
    return `keyless explain --token token.txt --federated-credential ${shellWord(named)}`;
  const token = args.tokenFile === null ? [] : [`--token ${shellWord(args.tokenFile)}`];
  return ['keyless explain', textAgain(origin, args), ...token, '--federated-credential credential.json'].join(' ');
}

function withAzure(aim: string, situation: Situation): NextSteps {
  const { origin, args, known, wanted, what } = situation;
  const [list] = credentialFixes('list', known, wanted);
  const listing = list?.kind === 'command' ? list.command : null;
  if (origin.kind === 'screen') return { lead: `Paste here what Azure has, too, and I will ${aim}.`, next: shownBy(listing) };
  const token = args.tokenFile === null ? [] : [`--token ${shellWord(args.tokenFile)}`];
  const given = what === 'token' && origin.kind !== 'option' ? [`--token ${origin.kind === 'file' ? shellWord(origin.path) : '-'}`] : [];
  const command =
    what === 'log'
      ? compareCommand(origin, args)
      : ['keyless explain', ...token, ...given, '--federated-credential credential.json'].join(' ');
  const read: Next[] = listing === null ? [] : [{ command: listing, when: 'to write down what Azure has' }];
  return { lead: `Show me what Azure has, and I will ${aim}:`, next: [...read, { command, when: 'to compare' }] };
}

/** What is to be pasted has to stand on a screen, and not in a file. */
function shownBy(listing: string | null): Next[] {
  return listing === null ? [] : [{ command: listing.replace(/ > credential\.json$/, ''), when: 'to see what Azure has' }];
}

/** A file by its name, a number as it was typed; a longer text is given once more on standard input. */
function textAgain(origin: Origin, { words }: GivenBy): string {
  if (origin.kind === 'file') return shellWord(origin.path);
  const typed = words.join(' ');
  return readCodeWord(typed) === null ? '-' : typed;
}

function withToken({ origin, args }: Situation): NextSteps {
  if (origin.kind === 'screen')
    return { lead: 'Nothing is certain without the other half, the token or the error: paste it here, too.', next: [] };
  const file = args.credentialFile ?? (origin.kind === 'file' ? origin.path : 'credential.json');
  const credential = `--federated-credential ${shellWord(file === '-' ? 'credential.json' : file)}`;
  return {
    lead: 'Nothing is certain without the other half, which is the token or the error:',
    next: [
      { command: `keyless explain --token token.txt ${credential}`, when: 'with a token in a file' },
      { command: `keyless explain error.log ${credential}`, when: 'with the error in a file' },
      { command: `keyless check ${credential}`, when: 'to fetch a token with your settings and compare that' },
    ],
  };
}
