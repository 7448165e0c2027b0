import type { Code } from '../findings/finding.js';
import { meanings, plainMeaning } from '../findings/meanings.js';
import { listText } from '../report/code-text.js';
import { codesJson } from '../report/explained-json.js';
import type { ListedCode } from '../report/explained-json.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import { paintFor } from './terminal.js';

/** Every code with its meaning, or those that a check of one group may give. */
export function listCodes(group: string | null, args: Args, io: Io): 0 {
  const all = (Object.keys(meanings) as Code[]).map((code) => listed(code));
  const codes = group === null ? all : all.filter((one) => one.group === group);
  const lead =
    group === null
      ? ''
      : `What a check of the group ${group} finds has one of these codes, or one of a connection that failed (network/…):\n\n`;
  io.stdout.write(args.flags.has('--json') ? codesJson(codes) : lead + listText(codes, paintFor(args, io, io.stdout)));
  return 0;
}

function listed(code: Code): ListedCode {
  return { code, title: plainMeaning(code), group: code.slice(0, code.indexOf('/')) };
}
