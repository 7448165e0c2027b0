import { fields } from '../settings/fields.js';
import { secretKindIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import { closedLists } from './command-table.js';
import { provisionOptions } from './options.js';
import { nearest } from './read-option.js';
import type { Given, Usage } from './read-option.js';
import { readSpan, spanUnread } from './span.js';

/** Puts the values of the options where they belong; the first that cannot be used is said. */
export function takeValues(given: readonly Given[], args: Args): Usage | null {
  for (const { option, value } of given) {
    const usage = value === null ? null : takeValue(option.flag, value, args);
    if (usage) return usage;
  }
  return null;
}

function takeValue(flag: string, value: string, args: Args): Usage | null {
  switch (flag) {
    case '--env-file':
      args.envFile = value;
      return null;
    case '--client-secret-file':
      args.secretFile = value;
      return null;
    case '--federated-credential':
      args.credentialFile = value;
      return null;
    case '--token':
      if (secretKindIn(value) !== null) return tokenTyped;
      args.tokenFile = value;
      return null;
    case '--summary':
      args.summaryFile = value;
      return null;
    case '--output':
      if (value === '') return outputUnnamed;
      args.outputFile = value === '-' ? null : value;
      return null;
    case '--wait':
      args.wait = readSpan(value);
      return args.wait === null ? spanUnread(value) : null;
    case '--fault':
      args.faults.push(value);
      return null;
    case '--color':
      return takeColor(value, args);
    default: {
      if (provisionOptions.some((one) => one.flag === flag)) {
        args.decisions.set(flag, [...(args.decisions.get(flag) ?? []), value]);
        return null;
      }
      const field = fields.find((one) => one.flag === flag);
      if (field) args.settings.set(field.name, value);
      return null;
    }
  }
}

function takeColor(value: string, args: Args): Usage | null {
  const choice = closedLists.WHEN.find((one) => one === value);
  if (!choice) return { problem: '--color is auto, always or never.', hint: nearest(value, closedLists.WHEN) };
  args.color = choice;
  return null;
}

const outputUnnamed: Usage = {
  problem: '--output names no file.',
  hint: 'The variable that was to name it is empty, or was never set.',
};

const tokenTyped: Usage = {
  problem: '--token takes the name of a file, and this is a token itself. It now stands in the history of the shell.',
  hint: 'keyless explain --token - reads it from standard input.',
};
