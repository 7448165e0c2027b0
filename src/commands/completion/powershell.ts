import { noCommand, otherPlan } from './offers.js';
import type { ListName, OfferedOption, Offers, Place } from './offers.js';

/** For PowerShell 7 and Windows PowerShell 5.1, in strict mode too. */
export function powershellScript({ lists, options, words, running }: Offers): string {
  return `Register-ArgumentCompleter -Native -CommandName keyless -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $lists = @{
${(Object.keys(lists) as ListName[]).map((list) => `        ${list} = [ordered]@{\n${rows(lists[list])}\n        }`).join('\n')}
    }
    $options = @(
${options.map(optionRow).join('\n')}
    )
    $words = @{
${[...words].map(([name, place]) => `        ${quoted(name)} = @{ ${fieldsOf(place)}; Many = ${place.many ? '$true' : '$false'} }`).join('\n')}
    }

    # What stands before the cursor: the command, which options, and whether one of them waits for its value.
    $command = ''
    $waiting = $null
    $given = @()
    $count = 0
    $inside = -1
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = $element.Extent.Text
        if ($inside -ge 0) { $inside++; continue }
        if ($null -ne $waiting) { $waiting = $null; continue }
        if ($word -ceq '--') { $inside = 0; continue }
        if ($word -clike '-*') {
            $name = $word.Split('=')[0]
            $option = $options | Where-Object { $_.Flag -ceq $name -or $_.Short -ceq $name } | Select-Object -First 1
            if ($null -ne $option) { $given += $option.Flag }
            if ($null -ne $option -and $option.Takes -and $word -cnotlike '*=*') { $waiting = $option }
        }
        elseif ($command -eq '') { $command = $word }
        else { $count++ }
    }

    $current = [string]$wordToComplete
    $head = ''
    if ($null -eq $waiting -and $inside -lt 0 -and $current -clike '--*=*') {
        $name = $current.Split('=')[0]
        $head = "$name="
        $current = $current.Substring($head.Length)
        $waiting = $options | Where-Object { $_.Flag -ceq $name } | Select-Object -First 1
        if ($null -eq $waiting) { return }
    }

    $list = $null
    $files = $false
    if ($null -ne $waiting) { $list = $waiting.List; $files = $waiting.Files }
    elseif ($inside -ge 0) {
        # After -- stands a command of the system.
        if (@(${running.map(quoted).join(', ')}) -ccontains $command -and $inside -eq 0) {
            [System.Management.Automation.CompletionCompleters]::CompleteCommand($current)
        }
        return
    }
    elseif ($current -clike '-*') { }
    elseif ($command -eq '') { $list = 'COMMAND' }
    elseif ($words.ContainsKey($command) -and ($words[$command].Many -or $count -eq 0)) {
        $list = $words[$command].List
        $files = $words[$command].Files
    }

    if ($null -ne $list) {
        foreach ($name in $lists[$list].Keys) {
            if ($name.StartsWith($current, [System.StringComparison]::Ordinal)) {
                [System.Management.Automation.CompletionResult]::new("$head$name", $name, 'ParameterValue', $lists[$list][$name])
            }
        }
    }
    if ($files) {
        foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($current)) {
            [System.Management.Automation.CompletionResult]::new($head + $file.CompletionText, $file.ListItemText, $file.ResultType, $file.ToolTip)
        }
    }
    if ($null -eq $waiting -and $null -eq $list -and -not $files) {
        $state = $command
        if ($command -eq '') { $state = '${noCommand}' }
        if ($command -ceq '${otherPlan.command}' -and $given -ccontains '${otherPlan.flag}') { $state = '${otherPlan.state}' }
        foreach ($option in $options) {
            if ($option.States -cnotcontains $state) { continue }
            if (-not $option.Many -and $given -ccontains $option.Flag) { continue }
            if ($option.Flag.StartsWith($current, [System.StringComparison]::Ordinal)) {
                [System.Management.Automation.CompletionResult]::new($option.Flag, $option.Flag, 'ParameterName', $option.About)
            }
        }
    }
}
`;
}

/** A tool tip must not be empty. */
function rows(offered: readonly { name: string; about: string }[]): string {
  return offered.map(({ name, about }) => `            ${quoted(name)} = ${quoted(about || name)}`).join('\n');
}

function optionRow({ flag, short, many, states, help, value }: OfferedOption): string {
  const place = value ?? { list: null, files: false };
  const names = `Flag = ${quoted(flag)}; Short = ${quoted(short ?? '')}`;
  const when = `Many = ${many ? '$true' : '$false'}; States = @(${states.map(quoted).join(', ')})`;
  return `        @{ ${names}; Takes = ${value ? '$true' : '$false'}; ${fieldsOf(place)}; ${when}; About = ${quoted(help)} }`;
}

function fieldsOf({ list, files }: Place): string {
  return `List = ${list ? quoted(list) : '$null'}; Files = ${files ? '$true' : '$false'}`;
}

/** A text that PowerShell takes as it stands. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
