import { noCommand, otherPlan } from './offers.js';
import type { ListName, OfferedOption, Offers, Place } from './offers.js';

/** For zsh with compinit: what an option takes is told to `_arguments`, which knows the rest. */
export function zshScript({ lists, options, words, running }: Offers): string {
  const functions = (Object.keys(lists) as ListName[]).map(
    (list) => `_keyless_${list}() {
  local -a offered=(
${lists[list].map(({ name, about }) => `    ${quoted(about ? `${name}:${about}` : name)}`).join('\n')}
  )
  _describe -V -t ${list} ${list} offered
}
`,
  );
  const after = [...words].map(([name, place]) => `    ${name}) specs+=(${quoted(`${place.many ? '*' : '2'}:word:${action(place)}`)}) ;;`);
  return `${functions.join('\n')}
_keyless_CODE_or_file() {
  _alternative 'codes:code:_keyless_CODE' 'files:file:_files'
}

_keyless() {
  local command= state word
  local -a specs
  integer i
  for (( i = 2; i < CURRENT; i++ )); do
    word=$words[i]
    case $word in
      --) break ;;
      ${valued(options).join('|')}) (( i++ )) ;;
      -*) ;;
      *) [[ -n $command ]] || command=$word ;;
    esac
  done

  # After -- stands a command of the system, which has a completion of its own.
  if [[ $word == -- && $command == (${running.join('|')}) ]]; then
    shift i words
    (( CURRENT -= i ))
    _normal
    return
  fi

  state=\${command:-${noCommand}}
  [[ $command == ${otherPlan.command} && -n \${words[(r)${otherPlan.flag}]-} ]] && state=${otherPlan.state}
${options.map((option) => `  [[ $state == (${option.states.join('|')}) ]] && specs+=(${specsOf(option).map(quoted).join(' ')})`).join('\n')}
  specs+=('1:command:_keyless_COMMAND')
  case $command in
${after.join('\n')}
  esac
  _arguments -S $specs
}

# Read by compinit, this file is the function itself; read in any other way, it has to be made known.
if [[ \${funcstack[1]-} == _keyless ]]; then
  _keyless "$@"
else
  compdef _keyless keyless
fi
`;
}

/** The options with a word after them, in both lengths. */
function valued(options: readonly OfferedOption[]): string[] {
  return options.filter(({ value }) => value !== null).flatMap(({ flag, short }) => (short ? [flag, short] : [flag]));
}

/** One for each way to write the option; the one that is used up takes the other with it. */
function specsOf({ flag, short, argument, isOptional, many, help, value }: OfferedOption): string[] {
  const text = `[${help.replace(/[\\[\]]/g, '\\$&')}]`;
  const rest = value ? `:${argument?.replace(/[|:].*/, '')}:${action(value)}` : '';
  const long = isOptional ? `${flag}=-${text}::${argument}: ` : `${flag}${value ? '=' : ''}${text}${rest}`;
  if (many) return [`*${long}`];
  return short ? [`(${short} ${flag})${long}`, `(${short} ${flag})${short}${text}${rest}`] : [long];
}

function action({ list, files }: Place): string {
  if (list && files) return `_keyless_${list}_or_file`;
  if (list) return `_keyless_${list}`;
  return files ? '_files' : ' ';
}

/** A text that zsh takes as it stands. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
