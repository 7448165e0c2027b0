import { noCommand, otherPlan } from './offers.js';
import type { ListName, OfferedOption, Offers, Place } from './offers.js';

/** For bash 3.2, which macOS has, and later, with and without the package bash-completion, and where the shell is set to stop at unset names. */
export function bashScript({ lists, options, words, running }: Offers): string {
  const used = (Object.keys(lists) as ListName[]).map((list) => `      ${list}) names='${names(lists[list])}' ;;`);
  const states = [...new Set(options.flatMap((option) => option.states))];
  const offered = states.map(
    (state) =>
      `      ${state}) names='${names(options.filter((one) => one.states.includes(state)).map(({ flag }) => ({ name: flag })))}' ;;`,
  );
  const after = [...words].map(([name, place]) => `      ${name}) ${place.many ? '' : '[[ $count -eq 0 ]] && '}${taken(place)} ;;`);
  return `_keyless() {
  # Bash takes --color=auto and https://host apart: what no space stands before goes with what it follows.
  local line word rest i n=0 typed starts IFS=$' \\t\\n'
  typed=() starts=()
  line=\${COMP_LINE:0:COMP_POINT}
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    rest=\${line#"\${line%%[![:space:]]*}"}
    [[ $i -eq $COMP_CWORD ]] && word=$rest
    if [[ $n -gt 0 && $rest == "$line" ]]; then
      typed[n - 1]=\${typed[n - 1]}$word
    else
      typed[n]=$word starts[n]=$i n=$((n + 1))
    fi
    line=\${rest#"$word"}
  done

  # What stands before the cursor: the command, which options, and whether one of them waits for its value.
  local command='' flag='' given=' ' count=0 inside=0 state
  for ((i = 1; i < n - 1; i++)); do
    word=\${typed[i]}
    if [[ -n $flag ]]; then
      flag=''
      continue
    fi
    case $word in
      --) inside=$((i + 1)) && break ;;
${shortNames(options)}
    esac
    case $word in
      ${flagsWith(options).join('|')}) flag=$word given="$given$word " ;;
      -*) given="$given\${word%%=*} " ;;
      *) if [[ -z $command ]]; then command=$word; else count=$((count + 1)); fi ;;
    esac
  done
  local cur=\${typed[n - 1]} head='' list='' names='' files='' found=0 one kept mark
  COMPREPLY=()

  # After -- stands a command of the system, which has a completion of its own.
  if [[ $inside -gt 0 ]]; then
    case $command in
      ${running.join('|')})
        if [[ $i -eq $((n - 2)) ]]; then
          while IFS= read -r one; do [[ -n $one ]] && COMPREPLY+=("$one"); done <<< "$(compgen -c -- "$cur")"
        elif type _command_offset > /dev/null 2>&1; then
          _command_offset "\${starts[inside]}"
        fi
        return 0
        ;;
    esac
  elif [[ -z $flag && $cur == --*=* ]]; then
    flag=\${cur%%=*} head="\${cur%%=*}=" cur=\${cur#*=}
  fi

  state=\${command:-${noCommand}}
  [[ $command == ${otherPlan.command} && $given == *' ${otherPlan.flag} '* ]] && state=${otherPlan.state}
  if [[ -n $flag ]]; then
    case $flag in
${values(options)}
    esac
  elif [[ -z $command && $inside -eq 0 && $cur != -* ]]; then
    list=COMMAND
  elif [[ $cur != -* ]]; then
    case $command in
${after.join('\n')}
    esac
  fi
  if [[ -n $list ]]; then
    case $list in
${used.join('\n')}
    esac
  elif [[ -z $flag && -z $files && $inside -eq 0 ]]; then
    case $state in
${offered.join('\n')}
    esac
  fi

  # Bash puts a reply in the place of what follows the last of these characters.
  kept=$head$cur
  for mark in = :; do
    [[ $COMP_WORDBREAKS == *$mark* ]] && kept=\${kept##*"$mark"}
  done
  rest=$head$cur
  i=$((\${#rest} - \${#kept}))
  for one in $names; do
    [[ $one == "$cur"* ]] || continue
    case $one in
      ${options
        .filter(({ many }) => many)
        .map(({ flag }) => flag)
        .join('|')}) ;;
      --*) [[ $given == *" $one "* ]] && continue ;;
    esac
    one=$head$one
    COMPREPLY+=("\${one:i}") found=1
  done
  # Names of files are left to bash, which knows how they are quoted, unless there are other words beside them.
  if [[ -n $files && $found -eq 1 ]]; then
    while IFS= read -r one; do [[ -n $one ]] && COMPREPLY+=("$one"); done <<< "$(compgen -f -- "$cur")"
  elif [[ -z $files ]] && type compopt > /dev/null 2>&1; then
    compopt +o default 2> /dev/null
  fi
  return 0
}

complete -o default -F _keyless keyless
`;
}

function names(offered: readonly { name: string }[]): string {
  return offered.map(({ name }) => name).join(' ');
}

function shortNames(options: readonly OfferedOption[]): string {
  return options.flatMap(({ flag, short }) => (short ? [`      ${short}) word=${flag} ;;`] : [])).join('\n');
}

/** The options with a word after them. */
function flagsWith(options: readonly OfferedOption[]): string[] {
  return options.filter(({ value }) => value !== null).map(({ flag }) => flag);
}

function values(options: readonly OfferedOption[]): string {
  const known = options.filter(({ value }) => value?.list || value?.files);
  const byPlace = Map.groupBy(known, ({ value }) => taken(value ?? { list: null, files: false }));
  return [...byPlace].map(([code, own]) => `      ${own.map(({ flag }) => flag).join('|')}) ${code} ;;`).join('\n');
}

function taken({ list, files }: Place): string {
  return [list && `list=${list}`, files && 'files=1'].filter(Boolean).join(' ') || ':';
}
