import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { spawn } from '@lydell/node-pty';

import { completionScript } from '../../src/commands/completion/script.js';

/** What a shell offers for each line, with the cursor at its end. */
export type Offered = ReadonlyMap<string, string[]>;

/** A folder with a file to be offered, and a program of the system. */
export function furnish(folder: string): void {
  writeFileSync(join(folder, 'cred.json'), '{}');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'keyless-probe'), '#!/bin/sh\n');
  chmodSync(join(folder, 'bin', 'keyless-probe'), 0o755);
}

/** Whether the shell is on this machine. */
export function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).error === undefined;
}

/** Calls the function that bash calls, with the words as bash 4 and later has them, or whole, as bash 3.2 has them. */
export function bashOffers(lines: readonly string[], folder: string, areSplit: boolean): Offered {
  const tries = lines.map((line) => {
    const words = line.split(' ').flatMap((word) => (areSplit && word.match(/[=:]+|[^=:]+/g)) || [word]);
    return `try ${[line, ...words].map(quoted).join(' ')}`;
  });
  // What bash does with the answer: where it has no words and is not told otherwise, it offers files. `compopt` works only when Tab is pressed.
  const script = `set -u
source ./keyless.bash
compopt() { isPlain=1; }
try() {
  COMP_LINE=$1 COMP_POINT=\${#1} isPlain=0 COMPREPLY=()
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  echo "> $COMP_LINE"
  _keyless keyless "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
  if [[ \${#COMPREPLY[@]} -gt 0 ]]; then printf '%s\\n' "\${COMPREPLY[@]}"; elif [[ $isPlain = 0 ]]; then compgen -f -- "\${COMP_LINE##*[ =]}"; fi
}
${tries.join('\n')}`;
  writeFileSync(join(folder, 'keyless.bash'), completionScript('bash'));
  const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(folder),
  });
  if (stderr) throw new Error(stderr);
  return read(stdout);
}

/** Asks fish itself. */
export function fishOffers(lines: readonly string[], folder: string): Offered {
  writeFileSync(join(folder, 'keyless.fish'), completionScript('fish'));
  const script = `source keyless.fish; for line in $argv; echo "> $line"; complete -C $line; end`;
  const { stdout, stderr } = spawnSync('fish', ['-c', script, ...lines], { cwd: folder, encoding: 'utf8', env: environment(folder) });
  if (stderr) throw new Error(stderr);
  return read(stdout);
}

/** Types the lines into a zsh with a terminal, and takes down every word that it gives to its list. */
export async function zshOffers(lines: readonly string[], folder: string): Promise<Offered> {
  mkdirSync(join(folder, 'functions'));
  writeFileSync(join(folder, 'functions', '_keyless'), completionScript('zsh'));
  writeFileSync(join(folder, 'lines'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(folder, '.zshrc'), zshrc);
  const child = spawn('zsh', ['-i'], { cwd: folder, env: { ...environment(folder), ZDOTDIR: folder, TERM: 'xterm' } });
  let screen = '';
  child.onData((data) => (screen += data));
  await new Promise((resolve) => child.onExit(resolve));
  return read(await readFile(join(folder, 'found'), 'utf8').catch(() => Promise.reject(new Error(screen))));
}

const zshrc = `setopt nounset
fpath=($ZDOTDIR/functions $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {
  local -a found
  if (( ! \${@[(I)-[OAD]]} )); then
    builtin compadd -O found "$@"
    (( $#found )) && print -rl -- $IPREFIX\${^found} >> $ZDOTDIR/found
  fi
  builtin compadd "$@"
}
type-lines() {
  local line
  while IFS= read -r line; do
    print -r -- "> $line" >> $ZDOTDIR/found
    BUFFER=$line CURSOR=$#line
    zle list-choices
  done < $ZDOTDIR/lines
  exit
}
zle -N zle-line-init type-lines
`;

function environment(folder: string): Record<string, string> {
  return { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: folder, LC_ALL: 'C.UTF-8' };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Of an option with its value, shells offer the value alone or both. A description stands behind a tab. */
function read(output: string): Offered {
  const found = output.split(/^> /m).slice(1);
  return new Map(
    found.map((part): [string, string[]] => {
      const [line = '', ...offered] = part.split('\n');
      const names = offered.filter(Boolean).map((one) => one.replace(/\t.*/, '').replace(/^--[a-z-]+=/, ''));
      return [line, [...new Set(names)].toSorted()];
    }),
  );
}
