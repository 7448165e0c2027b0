import { Said } from './said.mjs';

/** Flags that every command takes. */
export const everywhere = {
  tenant: { kind: 'string' },
  debug: { kind: 'bool' },
  'no-input': { kind: 'bool' },
  'no-color': { kind: 'bool' },
  'agent-mode': { kind: 'bool' },
  help: { kind: 'bool', short: 'h' },
};

/** The words that choose a command come first, with flags in between. Gives the command, its path, and what is left to be read. */
export function findCommand(root, args) {
  let command = root;
  const path = ['auth0'];
  const left = [...args];
  for (let at = 0; at < left.length && command.commands; at += 1) {
    const word = left[at];
    if (word === '--') break;
    if (word.startsWith('-')) {
      if (word === '--tenant') at += 1;
      continue;
    }
    const name = Object.keys(command.commands).find((one) => one === word || command.commands[one].aliases?.includes(word));
    if (!name) break;
    command = command.commands[name];
    path.push(name);
    left.splice(at, 1);
    at -= 1;
  }
  return { command, path: path.join(' '), left };
}

/** Reads flags as pflag does: they may stand anywhere, a truth value only takes one after `=`, and what is not known is refused. */
export function readFlags(args, known) {
  const read = { values: {}, changed: new Set(), rest: [] };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === '--') return { ...read, rest: [...read.rest, ...args.slice(at + 1)] };
    if (word.startsWith('--')) at += readLong(word, args[at + 1], { known, read });
    else if (word.startsWith('-') && word.length > 1) at += readShort(word, args[at + 1], { known, read });
    else read.rest.push(word);
  }
  return read;
}

/** How many further words it took. */
function readLong(word, next, { known, read }) {
  const [, name, given] = /^--([^=]*)(?:=(.*))?$/s.exec(word);
  const flag = Object.hasOwn(known, name) ? known[name] : null;
  if (!flag) throw new Said(`unknown flag: --${name}`);
  const label = flag.short ? `-${flag.short}, --${name}` : `--${name}`;
  if (given !== undefined || flag.kind === 'bool') return set({ name, label, flag, text: given ?? 'true' }, read);
  if (next === undefined) throw new Said(`flag needs an argument: --${name}`);
  set({ name, label, flag, text: next }, read);
  return 1;
}

function readShort(word, next, { known, read }) {
  const letter = word[1];
  const name = Object.keys(known).find((one) => known[one].short === letter);
  if (!name) throw new Said(`unknown shorthand flag: '${letter}' in ${word}`);
  const flag = known[name];
  const label = `-${letter}, --${name}`;
  const glued = word.slice(2);
  if (flag.kind === 'bool' && !glued.startsWith('=')) {
    set({ name, label, flag, text: 'true' }, read);
    return glued === '' ? 0 : readShort(`-${glued}`, next, { known, read });
  }
  if (glued !== '') return set({ name, label, flag, text: glued.replace(/^=/, '') }, read);
  if (next === undefined) throw new Said(`flag needs an argument: '${letter}' in ${word}`);
  set({ name, label, flag, text: next }, read);
  return 1;
}

function set({ name, label, flag, text }, read) {
  read.changed.add(name);
  read.values[name] = valueOf({ label, flag, text }, read.values[name]);
  return 0;
}

function valueOf({ label, flag, text }, before) {
  const refuse = (why) => new Said(`invalid argument ${JSON.stringify(text)} for "${label}" flag: ${why}`);
  switch (flag.kind) {
    case 'bool':
      if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
      if (/^(?:0|f|F|FALSE|false|False)$/.test(text)) return false;
      throw refuse(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
    case 'int':
      if (/^[+-]?\d+$/.test(text)) return Number(text);
      throw refuse(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    case 'strings':
      return [...(before ?? []), ...(text === '' ? [] : text.split(','))];
    case 'map':
      return { ...before, ...pairs(text, refuse) };
    default:
      return text;
  }
}

/** `k=v`, several with commas between them; one with a single `=` is taken as it is. */
function pairs(text, refuse) {
  const all = text.split('=').length === 2 ? [text] : text.split(',');
  return Object.fromEntries(
    all.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) throw refuse(`${pair} must be formatted as key=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
