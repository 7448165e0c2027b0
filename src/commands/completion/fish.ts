import { noCommand, otherPlan } from './offers.js';
import type { ListName, OfferedOption, Offers, Place } from './offers.js';

/** For fish 3 and later: each option is told to `complete` with the states in which it does something. */
export function fishScript({ lists, options, words, running }: Offers): string {
  const functions = (Object.keys(lists) as ListName[]).map(
    (list) => `function __keyless_${list}
    printf '%s\\t%s\\n' \\
${lists[list].map(({ name, about }) => `        ${name} ${quoted(about)}`).join(' \\\n')}
end
`,
  );
  return `# Says whether the line is in one of these states, and which names of an option it must not have yet. An option that waits for its value stands last.
function __keyless_in
    set -l before (commandline -opc)
    set -l command
    set -l waits 0
    set -l count 0
    for word in $before[2..-1]
        if test $waits = 1
            set waits 0
            continue
        end
        test "x$word" = x--; and break
        switch $word
            case ${valued(options).join(' ')}
                set waits 1
            case '-*'
            case '*'
                set count (math $count + 1)
                set -q command[1]; or set command $word
        end
    end
    set -q command[1]; or set command ${noCommand}
    if test $command = ${otherPlan.command}; and contains -- ${otherPlan.flag} $before
        set command ${otherPlan.state}
    end
    contains -- $command (string split ' ' -- $argv[1]); or return 1
    test $waits = 1; and set -e before[-1]
    for name in $argv[2..-1]
        if test "$name" = first
            test $count -gt 1; and return 1
        else if string match -q -- "$name=*" $before; or contains -- $name $before
            return 1
        end
    end
    return 0
end

# Fish looks for the letters that were typed anywhere in a word; what begins with a hyphen is none.
function __keyless_word
    not string match -q -- '-*' (commandline -ct); and __keyless_in $argv
end

# After -- stands a command of the system, which has a completion of its own.
function __keyless_inside
    contains -- -- (commandline -opc); and __keyless_in '${running.join(' ')}'
end

function __keyless_command
    set -l before (commandline -opc)
    set -l at (contains -i -- -- $before)
    complete -C (string join ' ' -- (string escape -- $before[(math $at + 1)..-1]) (commandline -ct))
end

${functions.join('\n')}
complete -c keyless -e
complete -c keyless -f
complete -c keyless -n '__keyless_inside' -a '(__keyless_command)'
complete -c keyless -n '__keyless_word ${noCommand}' -k -a '(__keyless_COMMAND)'
${[...words].map(([name, place]) => wordLine(name, place)).join('')}
${options.map(optionLine).join('\n')}
`;
}

function wordLine(name: string, { list, files, many }: Place & { many: boolean }): string {
  if (!list && !files) return '';
  return `complete -c keyless -n '__keyless_word ${name}${many ? '' : ' first'}'${files ? ' -F' : ''}${list ? ` -k -a '(__keyless_${list})'` : ''}\n`;
}

function optionLine({ flag, short, many, states, help, value }: OfferedOption): string {
  const condition = `__keyless_in "${states.join(' ')}"${many ? '' : [' ', flag, short ? ` ${short}` : ''].join('')}`;
  const names = `-l ${flag.slice(2)}${short ? ` -s ${short.slice(1)}` : ''}`;
  return `complete -c keyless -n ${quoted(condition)} ${names}${value ? taken(value) : ''} -d ${quoted(help)}`;
}

function taken({ list, files }: Place): string {
  if (list) return ` -x -k -a '(__keyless_${list})'`;
  return files ? ' -r -F' : ' -x';
}

/** The options with a word after them, in both lengths. */
function valued(options: readonly OfferedOption[]): string[] {
  return options.filter(({ value }) => value !== null).flatMap(({ flag, short }) => (short ? [flag, short] : [flag]));
}

/** A text that fish takes as it stands. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
