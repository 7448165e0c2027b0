import { exportKinds } from '../export/kind.js';
import { fields } from '../settings/fields.js';
import type { Field } from '../settings/fields.js';
import { commandNames, generalOptions, isFor, settingOptions } from './options.js';
import type { CommandName, Option } from './options.js';

/** What a page of help is about, or null when there is no such page. */
export function helpText(topic: string | undefined): string | null {
  if (topic === undefined) return overview;
  if (topic === 'exit-codes') return exitCodes;
  if (topic === 'environment') return environment();
  const command = commandNames.find((name) => name === topic);
  return command ? `${[pages[command], ...tables(command)].join('\n\n')}\n` : null;
}

/** The options that mean something to the command. */
function tables(command: CommandName): string[] {
  const [settings, general] = [settingOptions, generalOptions].map((all: readonly Option[]) =>
    all.filter((option) => isFor(option, command)),
  );
  return [
    ...(settings?.length ? [`Settings, each also a variable or a line of .env:\n${table(settings)}`] : []),
    `Options:\n${table(general ?? [])}`,
  ];
}

const overview = `keyless connects an Auth0 application to Azure OpenAI without an Azure key.

  keyless                      the interactive screen: set up, provision, check, explain, prompt
  keyless --sandbox            the same with pretend services, no account needed
  keyless check                every check, from settings to a real answer
  keyless prompt "say hello"   send one prompt and stream the answer
  pbpaste | keyless explain    what an error means, and what to do about it

Commands:
  check      check the whole chain: settings, Auth0, token, credential, Entra ID, Azure OpenAI
  explain    explain an error, a code, a token, settings or credentials; asks nobody
  prompt     send a prompt, from the words given or from standard input
  setup      ask for the values and write .env; with --no-input take them from flags and environment
  provision  plan what is missing in Auth0 and Azure, and do it on a yes, with your own auth0 and az
  export     code and infrastructure for the same connection, or a report for a colleague
  sandbox    run pretend services on this machine and print the settings for them
  completion the completion script of a shell
  help       help COMMAND, help exit-codes, help environment

keyless COMMAND --help shows the options. Exit codes: keyless help exit-codes.
`;

const exitCodes = `Exit codes, the same with and without --json, strongest first:

  130  cancelled
    4  an error of keyless itself, or its output could not be written
    2  wrong or missing input
    1  a check failed, or explain did not recognise the text
    3  could not find out: network, timeout, throttled, service down
    0  all well; warnings are allowed, --strict makes them 1; explain could say what it is
`;

const pages: Readonly<Record<(typeof commandNames)[number], string>> = {
  check: `keyless check                                   check with .env and the environment
keyless check --plain                           as text, in a terminal too
keyless check --json                            one JSON document
keyless check --federated-credential cred.json  compare with what Azure holds
keyless check --wait=30m                        again and again, until Azure has noticed a change
keyless check --sandbox --fault trust/issuer-slash

Checks everything from the settings to a real completion and explains what is wrong. Reads only.
In a terminal it opens the interactive screen; with --plain, --wait or --verbose it does not.`,
  explain: `keyless explain                                 in a terminal: a place to paste into
keyless explain --list                          every code, with its meaning
keyless explain trust/issuer-slash              what a code means, with an example
keyless explain AADSTS700213                    what the number alone suggests
pbpaste | keyless explain                       an error, a log, a token, settings, credentials
keyless explain error.log --federated-credential credential.json
keyless explain --token token.txt --federated-credential credential.json

Says what it is, why, and what to do. Nothing is asked of anybody, and nothing leaves this machine. A token is decoded here;
only its claims are shown. The interactive screen does the same with what is pasted after the key x.`,
  prompt: `keyless prompt                                  in a terminal: check, then ask and be answered
keyless prompt "What is a federated credential?"
echo "Summarise this" | keyless prompt
keyless prompt --sandbox "hello"

Sends one prompt and streams the answer to standard output. What goes wrong is explained on standard error.`,
  setup: `keyless setup                                   asks for each value, then writes .env
keyless setup --no-input --oidc-endpoint HOST … --client-secret-file FILE
keyless setup --sandbox --no-input              writes .env.sandbox

Writes the settings to .env: line by line, in one step, and every other line stays as it is.`,
  provision: `keyless provision                               in a terminal: the plan, then a yes or a no
keyless provision --dry-run                     the plan only
keyless provision --yes                         do it without asking
keyless provision --post-deployment --resource-group RG

Looks with your signed-in auth0 and az at what is there, says what is missing or wrong and with which commands it is made right,
and does it on a yes. Nothing is ever deleted. Interrupted, it goes on from there the next time.`,
  export: `keyless export typescript                       the connection as code, with your values and without a secret
keyless export bicep --output main.bicep        into a new file
keyless export terraform > main.tf
keyless export curl --sandbox                   one with made-up values
keyless export report --no-completion           what a check comes to, as Markdown for a colleague or a ticket

Kinds: ${exportKinds.join(' ')}
Code needs the settings of both sides; bicep, terraform and azure-cli need OIDC_ENDPOINT and OIDC_CLIENT_ID only, since they make
the rest. None needs the secret, and none holds one. report makes a check and ends with 0 once its page is made, whatever the check
came to: the page says what the exit code of keyless check would have been.`,
  completion: `keyless completion bash
keyless completion zsh
keyless completion fish
keyless completion powershell

Prints the completion script of a shell.`,
  sandbox: `keyless sandbox                                 until Ctrl-C
keyless sandbox --fault auth0/grant-missing
keyless sandbox --empty -- sh                   with nothing set up yet, for provision
keyless sandbox --list                          every fault that can be planted
keyless sandbox -- curl https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration

Runs Auth0, Entra ID and Azure OpenAI stand-ins on loopback over TLS, and prints the settings, the CA file and the proxy.
After -- a command runs with all of them set; its exit code is the sandbox's.`,
  help: `keyless help COMMAND
keyless help exit-codes
keyless help environment`,
};

/** The settings and the process variables, from the one table. */
function environment(): string {
  const rows = fields.map((field) => `  ${field.name}\n      ${field.help}${requirement(field)}\n      ${field.where}\n`);
  return `Settings are taken from flags, then from the environment, then from the env file.

${rows.join('')}
Also read, with their usual meaning:
  HTTPS_PROXY HTTP_PROXY NO_PROXY NODE_EXTRA_CA_CERTS NO_COLOR FORCE_COLOR CI TERM ACCESSIBLE GITHUB_ACTIONS
  INK_SCREEN_READER
`;
}

function requirement({ required, default: value }: Field): string {
  if (value !== null) return ` Default: ${value}`;
  return required === 'never' ? ' Optional.' : '';
}

function table(rows: readonly Option[]): string {
  const names = rows.map(({ flag, short, argument, isOptional }) =>
    [short && `${short},`, isOptional ? `${flag}[=${argument}]` : flag, isOptional ? null : argument].filter(Boolean).join(' '),
  );
  const width = Math.max(...names.map(({ length }) => length));
  return rows.map(({ help }, at) => `  ${(names[at] ?? '').padEnd(width)}  ${help}`).join('\n');
}
