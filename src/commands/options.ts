import { fields } from '../settings/fields.js';
import type { CommandName } from './command-table.js';

/** A flag of the command line. Those that carry a setting are made from the table of settings, so that the two cannot part. */
export interface Option {
  /** With its dashes. */
  flag: string;
  short?: string;
  /** What stands after it, as in a synopsis: CODE, FILE, a name of `closedLists`, or any other word for what only the person knows; null for a switch. */
  argument: string | null;
  /** What stands after it may be left out, so it has to be joined with `=`: the next word would be anything. */
  isOptional?: true;
  help: string;
  many?: true;
  /** The commands that take it; every command where nothing is said. */
  commands?: readonly CommandName[];
  /** Of the two plans of `provision`, the only one that it says something of. */
  plan?: 'connection' | 'post-deployment';
}

/** The commands that work with a connection; `explain` asks nobody and has no settings of its own. */
const connecting = ['screen', 'check', 'prompt', 'setup', 'provision', 'export', 'sandbox'] as const;
/** Those that do it with pretend services as well. `provision` works in a sandbox that is open already. */
const pretending = ['screen', 'check', 'prompt', 'setup', 'export', 'sandbox'] as const;
const provisioning = ['provision'] as const;

/** What a plan is about, where there are several of it or none: each answers one question of `provision`. */
export const provisionOptions = [
  {
    flag: '--subscription',
    argument: 'ID',
    help: 'the Azure subscription, by id or name (default: the one az uses)',
    commands: provisioning,
  },
  { flag: '--resource-group', argument: 'NAME', help: 'where new Azure resources go; made if it is not there', commands: provisioning },
  { flag: '--location', argument: 'REGION', help: 'the region of what is made', commands: provisioning, plan: 'connection' },
  {
    flag: '--auth0-tenant',
    argument: 'DOMAIN',
    help: 'the tenant that a custom domain of Auth0 belongs to, by its own domain',
    commands: provisioning,
  },
  {
    flag: '--application',
    argument: 'NAME',
    help: 'the Auth0 application, by name or client id (default keyless)',
    commands: provisioning,
    plan: 'connection',
  },
  {
    flag: '--identity',
    argument: 'NAME',
    help: 'the user-assigned managed identity (default id-keyless)',
    commands: provisioning,
    plan: 'connection',
  },
  {
    flag: '--account',
    argument: 'NAME',
    help: 'the Azure OpenAI account; made if it is not there',
    commands: provisioning,
    plan: 'connection',
  },
  {
    flag: '--model',
    argument: 'NAME',
    help: 'the model of a new deployment, also as NAME:VERSION',
    commands: provisioning,
    plan: 'connection',
  },
  {
    flag: '--storage',
    argument: 'ID',
    help: 'with --post-deployment: the storage account',
    commands: provisioning,
    plan: 'post-deployment',
  },
  {
    flag: '--search',
    argument: 'ID',
    help: 'with --post-deployment: the AI Search service',
    commands: provisioning,
    plan: 'post-deployment',
  },
  {
    flag: '--document-intelligence',
    argument: 'ID',
    help: 'with --post-deployment: the Document Intelligence account',
    commands: provisioning,
    plan: 'post-deployment',
  },
  {
    flag: '--web-app',
    argument: 'ID',
    help: 'with --post-deployment: one of the two web apps',
    many: true,
    commands: provisioning,
    plan: 'post-deployment',
  },
] as const satisfies readonly Option[];

export const generalOptions = [
  {
    flag: '--env-file',
    short: '-e',
    argument: 'PATH',
    help: 'the file that is read and written (default .env)',
    commands: connecting,
  },
  { flag: '--token', argument: 'FILE|-', help: 'a token to read and compare; only its claims are shown', commands: ['explain'] },
  { flag: '--json', argument: null, help: 'one JSON document on standard output, whatever happens' },
  { flag: '--plain', argument: null, help: 'text, one line a fact, no screen' },
  { flag: '--accessible', argument: null, help: 'numbered sentences, nothing is drawn again; also ACCESSIBLE=1' },
  { flag: '--no-accessible', argument: null, help: 'the usual face, although ACCESSIBLE or INK_SCREEN_READER is set' },
  { flag: '--ascii', argument: null, help: 'no character beyond ASCII in marks and lines' },
  { flag: '--color', argument: 'WHEN', help: 'auto, always or never' },
  { flag: '--interactive', argument: null, help: 'ask on the terminal even where CI is set', commands: connecting },
  { flag: '--no-input', argument: null, help: 'never ask; say at once what is missing' },
  { flag: '--strict', argument: null, help: 'warnings count as failures', commands: ['screen', 'check', 'prompt'] },
  {
    flag: '--wait',
    argument: 'TIME',
    isOptional: true,
    help: 'check again until Azure has noticed a change (default 10m)',
    commands: ['check'],
  },
  {
    flag: '--summary',
    argument: 'FILE',
    help: 'add the report to FILE as Markdown, such as "$GITHUB_STEP_SUMMARY"',
    commands: ['check'],
  },
  {
    flag: '--output',
    short: '-o',
    argument: 'FILE|-',
    help: 'write to a new file; - is standard output, as without it',
    commands: ['export'],
  },
  { flag: '--no-completion', argument: null, help: 'check everything but spend no tokens on an answer', commands: ['check', 'export'] },
  { flag: '--verbose', argument: null, help: 'every request, its answer and its time on standard error, without secrets' },
  {
    flag: '--sandbox',
    argument: null,
    help: 'pretend Auth0, Entra ID and Azure OpenAI on this machine; nothing real is read or asked',
    commands: pretending,
  },
  { flag: '--fault', argument: 'CODE', help: 'plant this fault in the sandbox', many: true, commands: pretending },
  { flag: '--empty', argument: null, help: 'a sandbox in which nothing is set up yet', commands: ['sandbox'] },
  {
    flag: '--list',
    argument: null,
    help: 'every fault that can be planted, or every code, each with a sentence',
    commands: ['explain', 'sandbox'],
  },
  { flag: '--dry-run', argument: null, help: 'print the plan and change nothing', commands: provisioning },
  { flag: '--yes', short: '-y', argument: null, help: 'do what the plan says without asking', commands: provisioning },
  {
    flag: '--post-deployment',
    argument: null,
    help: 'the three actions that a deployed accelerator leaves to people, in place of the connection',
    commands: provisioning,
  },
  ...provisionOptions,
  { flag: '--help', short: '-h', argument: null, help: 'help for the command' },
  { flag: '--version', short: '-V', argument: null, help: 'the version' },
] as const satisfies readonly Option[];

export const settingOptions: readonly Option[] = [...new Map(fields.map((field) => [field.flag, field])).values()].map((field) => ({
  flag: field.flag,
  argument: field.argument,
  help: field.name.startsWith('AZURE_FEDERATED_')
    ? 'what Azure holds: the JSON that az identity federated-credential show or list prints'
    : `${field.label} (${field.name})`,
  commands: ['screen', 'check', field.flag === '--federated-credential' ? 'explain' : 'provision', 'prompt', 'setup', 'export'],
}));

export const options: readonly Option[] = [...settingOptions, ...generalOptions];

/** Whether a command does anything with the option. */
export function isFor({ commands }: Option, command: CommandName): boolean {
  return !commands || commands.includes(command);
}

/** The option as it is typed: `-e, --env-file PATH`. */
export function synopsisOf({ flag, short, argument, isOptional }: Option): string {
  const long = isOptional ? `${flag}[=${argument}]` : flag;
  return [short && `${short},`, long, isOptional ? null : argument].filter(Boolean).join(' ');
}
