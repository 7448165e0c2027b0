// A stand-in for the Auth0 CLI 1.33: its arguments, outputs, streams, exit codes and traps, over the Management API of a sandbox.
// Auth0 publishes the real one on no registry of npm or Debian. Read off its source; what is inferred says so where it stands.
import { root } from './commands.mjs';
import { everywhere, findCommand, readFlags } from './flags.mjs';
import { Said, createRenderer } from './said.mjs';
import { openTenant } from './sign-in.mjs';

const cli = { tenant: '', noInput: false, renderer: createRenderer() };

async function main(args) {
  const { command, path, left } = findCommand(root, args);
  const known = { ...everywhere, ...command.flags, ...(command === root && { version: { kind: 'bool', short: 'v' } }) };
  const { values, changed, rest } = readFlags(left, known);
  if (values.version) return void process.stdout.write('auth0 version 1.33.0 ed5622c4\n');
  // A group without a command shows its help and ends well, whatever word stands behind it.
  if (values.help || (command.commands && (command !== root || rest.length === 0))) return help(command, path);
  checkArguments(command, path, rest);
  prepare(values, changed, known);
  const api = command.isOpen ? null : await openTenant(cli);
  checkFlags(command, changed);
  if (command.picks && rest.length === 0) throw new Said(`missing a required argument: ${command.picks}`);
  const number = known.number ? (values.number ?? known.number.usual) : 1;
  if (number < 1 || number > 1000) throw new Said('number flag invalid, please pass a number between 1 and 1000');
  await command.run({ cli, api, args: rest, flags: { ...values, number } });
}

function help(command, path) {
  const lines = Object.keys(command.commands ?? {}).map((name) => `  ${name}`);
  process.stdout.write(`Usage:\n  ${path} [flags]\n${lines.length > 0 ? `\nAvailable Commands:\n${lines.join('\n')}\n` : ''}`);
}

/** Without its suggestions of commands that read alike. */
function checkArguments({ commands, least = 0, most = 0 }, path, rest) {
  if (rest.length > 0 && (commands || most === 0)) throw new Said(`unknown command ${JSON.stringify(rest[0])} for ${JSON.stringify(path)}`);
  if (least > 0 && (rest.length < least || rest.length > most)) {
    throw new Said(`accepts between ${least} and ${most} arg(s), received ${rest.length}`);
  }
  if (rest.length > most) throw new Said(`accepts at most ${most} arg(s), received ${rest.length}`);
}

/** An agent that is seen in the environment switches JSON on, unless AUTH0_AGENT_MODE says otherwise. */
function prepare(values, changed, known) {
  const { env } = process;
  const isSeen = Object.keys(env).some((name) => /^(?:CLAUDECODE|AI_AGENT|CURSOR_)/.test(name));
  const isAgent = values['agent-mode'] ?? (/^(?:1|t|true)$/i.test(env.AUTH0_AGENT_MODE ?? '') || (isSeen && !env.AUTH0_AGENT_MODE));
  const format = ['json', 'json-compact', 'csv'].find((name) => values[name]);
  cli.tenant = values.tenant ?? '';
  cli.noInput = values['no-input'] ?? isAgent;
  cli.renderer = createRenderer({ tenant: cli.tenant, format: format ?? (isAgent && known.json ? 'json' : 'table') });
}

/** Nobody who is not at a terminal is told that a flag is missing: the request goes out without its value. */
function checkFlags({ required = [], apart = [], flags = {} }, changed) {
  const canAsk = process.stdin.isTTY && process.stdout.isTTY && !cli.noInput;
  const missing = required.filter((name) => !changed.has(name)).map((name) => JSON.stringify(name));
  if (missing.length > 0 && canAsk) throw new Said('the stand-in asks nobody anything');
  if (missing.length > 0 && process.stdin.isTTY) throw new Said(`required flag(s) ${missing.join(', ')} not set`);
  const formats = ['json', 'json-compact', 'csv'].filter((name) => flags[name]);
  for (const group of [...apart, formats]) {
    const set = group.filter((name) => changed.has(name)).toSorted();
    if (set.length > 1)
      throw new Said(`if any flags in the group [${group.join(' ')}] are set none of the others can be; [${set.join(' ')}] were all set`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Said)) throw error;
  cli.renderer.error(error.message);
  process.exitCode = 1;
}
