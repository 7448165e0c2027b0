import type { CommandWord } from './command-table.js';
import { installing } from './completion/installing.js';

/** A command line to copy, and what it is for. */
export type Example = readonly [command: string, purpose: string];

/** What help says of a command beside its row in the table and its options. */
export interface Page {
  /** They stand first: most people look for the line to type. */
  examples: readonly Example[];
  /** Paragraphs. */
  prose: readonly string[];
}

/** What to type first, in the overview and in the manual page. */
export const firstExamples: readonly Example[] = [
  ['keyless', 'the interactive screen: set up, provision, check, explain, prompt'],
  ['keyless --sandbox', 'the same with pretend services, no account needed'],
  ['keyless check', 'every check, from the settings to a real answer'],
  ['keyless prompt "say hello"', 'send one prompt and stream the answer'],
  ['keyless explain error.log', 'what an error means, and what to do about it'],
  ['keyless export typescript', 'the same connection as code'],
];

/** One for each command; a command without a page does not compile. */
export const pages: Readonly<Record<CommandWord, Page>> = {
  check: {
    examples: [
      ['keyless check', 'check with .env and the environment'],
      ['keyless check --plain', 'as text, in a terminal too'],
      ['keyless check --json', 'one JSON document'],
      ['keyless check --federated-credential cred.json', 'compare with what Azure holds'],
      ['keyless check --wait=30m', 'again and again, until Azure has noticed a change'],
      ['keyless check --summary summary.md', 'and the report as Markdown, for the page of a pipeline'],
      ['keyless check --sandbox --fault trust/issuer-slash', 'a fault to look at, without an account'],
    ],
    prose: [
      'Checks everything from the settings to a real completion and explains what is wrong. Reads only. In a terminal it opens the interactive screen; with --plain, --wait or --verbose it does not.',
    ],
  },
  explain: {
    examples: [
      ['keyless explain', 'in a terminal: a place to paste into'],
      ['keyless explain --list', 'every code, with its meaning'],
      ['keyless explain trust/issuer-slash', 'what a code means, with an example'],
      ['keyless explain AADSTS700213', 'what the number alone suggests'],
      ['pbpaste | keyless explain', 'an error, a log, a token, settings, credentials'],
      ['keyless explain error.log --federated-credential cred.json', 'an error beside what Azure holds'],
      ['keyless explain --token token.txt --federated-credential cred.json', 'a token beside it'],
    ],
    prose: [
      'Says what it is, why, and what to do. Nothing is asked of anybody, and nothing leaves this machine. A token is decoded here; only its claims are shown. The interactive screen does the same with what is pasted after the key x.',
    ],
  },
  prompt: {
    examples: [
      ['keyless prompt', 'in a terminal: check, then ask and be answered'],
      ['keyless prompt "What is a federated credential?"', 'one answer'],
      ['echo "Summarise this" | keyless prompt', 'the prompt from standard input'],
      ['keyless prompt --sandbox "hello"', 'an answer of the pretend services'],
    ],
    prose: ['Sends one prompt and streams the answer to standard output. What goes wrong is explained on standard error.'],
  },
  setup: {
    examples: [
      ['keyless setup', 'asks for each value, then writes .env'],
      ['keyless setup --no-input --client-secret-file secret.txt', 'from flags and the environment, without asking'],
      ['keyless setup --sandbox --no-input', 'writes .env.sandbox'],
    ],
    prose: ['Writes the settings to .env: line by line, in one step, and every other line stays as it is.'],
  },
  provision: {
    examples: [
      ['keyless provision', 'in a terminal: the plan, then a yes or a no'],
      ['keyless provision --dry-run', 'the plan only'],
      ['keyless provision --yes', 'do it without asking'],
      ['keyless provision --post-deployment --resource-group RG', 'what a deployed accelerator leaves to people'],
    ],
    prose: [
      'Looks with your signed-in auth0 and az at what is there, says what is missing or wrong and with which commands it is made right, and does it on a yes. Nothing is ever deleted. Interrupted, it goes on from there the next time.',
    ],
  },
  export: {
    examples: [
      ['keyless export typescript', 'code with your values and without a secret'],
      ['keyless export bicep -o main.bicep', 'written to a new file'],
      ['keyless export report', 'what a check came to, as Markdown for a colleague or a ticket'],
      ['keyless export curl --sandbox', 'to look at, without an account'],
    ],
    prose: [
      'Prints a text that uses the same connection, filled with your values. It ends with the command that tries it. Code needs the settings of both sides; bicep, terraform and azure-cli need OIDC_ENDPOINT and OIDC_CLIENT_ID only, since they make the rest. None needs the secret, and none holds one.',
      'Short names are taken too, such as ts, node, py, cs, tf, az, gh and md.',
      'Only report asks anybody: it makes a check, and ends with 0 once its page is made, whatever the check came to. The page says what the exit code of keyless check would have been.',
    ],
  },
  sandbox: {
    examples: [
      ['keyless sandbox', 'until Ctrl-C'],
      ['keyless sandbox --fault auth0/grant-missing', 'with one thing wrong'],
      ['keyless sandbox --empty -- sh', 'with nothing set up yet, for provision'],
      ['keyless sandbox --list', 'every fault that can be planted'],
      ['keyless sandbox -- npm start', 'your own application against it'],
    ],
    prose: [
      'Runs Auth0, Entra ID and Azure OpenAI stand-ins on loopback over TLS, and prints the settings, the CA file and the proxy. After -- a command runs with all of them set; its exit code is the sandbox’s.',
    ],
  },
  completion: {
    examples: Object.values(installing).map(({ command, reading }) => [command, reading] as const),
    prose: [
      'Prints the completion script of a shell. The script knows the commands, their options and every code by itself, so it starts nothing when Tab is pressed; after an update of keyless, write it anew.',
    ],
  },
  help: {
    examples: [
      ['keyless help check', 'the same as keyless check --help'],
      ['keyless help exit-codes', 'what each exit code means'],
      ['keyless help environment', 'every setting, and the other variables that are read'],
    ],
    prose: ['The same as a manual page: man keyless.'],
  },
};
