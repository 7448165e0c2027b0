import type { Explained } from '../report/explained.js';
import { explainedJson } from '../report/explained-json.js';
import { explainedText } from '../report/explained-text.js';
import { paintWith } from '../report/marks.js';
import { explainedSentences } from '../report/spoken-explained.js';
import type { ExitCode } from '../report/report.js';
import { decideAccessible, sayOn } from './accessible.js';
import type { Args } from './args.js';
import type { Asked } from './explain-asked.js';
import { readAsked } from './explain-asked.js';
import { readCodeWord } from './code-word.js';
import { isTerminal, say } from './io.js';
import type { Io } from './io.js';
import { refuse } from './stop.js';
import { decideColour } from './terminal.js';

/** Explains a code, an error, a token, settings or credentials. Nothing is asked of anybody: what it says is known on this machine. */
export async function explain(args: Args, io: Io): Promise<ExitCode> {
  const isJson = args.flags.has('--json');
  const asked = readAsked(args, io);
  switch (asked.kind) {
    case 'refused':
      return refuse(asked.refused.problem, asked.refused.hint, isJson, io);
    case 'list':
      return (await import('./explain-list.js')).listCodes(asked.group, args, io);
    case 'code':
      return show((await import('./explain-code.js')).explainCode(asked.code), args, io);
    case 'given':
      return explainGiven(asked, args, io);
  }
}

async function explainGiven(asked: Extract<Asked, { kind: 'given' }>, args: Args, io: Io): Promise<ExitCode> {
  const { readInputs, readInText } = await import('./explain-inputs.js');
  const read = await readInputs(asked, args, io);
  if (!read.ok) return refuse(read.problem, read.hint, args.flags.has('--json'), io);
  const word = read.text?.is.kind === 'other' ? readCodeWord(read.text.text) : null;
  if (word?.kind === 'code') return show((await import('./explain-code.js')).explainCode(word.code), args, io);
  const { explainShown } = await import('./explain-shown.js');
  const explained = await explainShown(word === null ? read : { ...read, text: readInText(word.number) }, args, io);
  if (io.signal.aborted) throw io.signal.reason;
  if (asked.origin.kind === 'text' && explained.what === 'token')
    io.stderr.write('This token now stands in the history of your shell. With --token FILE, or keyless explain -, it does not.\n');
  return show(explained, args, io);
}

function show(explained: Explained, args: Args, io: Io): ExitCode {
  if (args.flags.has('--json')) say(io, explainedJson(explained));
  else if (decideAccessible(args.flags, io.env)) sayOn(io.stdout)(explainedSentences(explained));
  else say(io, explainedText(explained, paintWith(decideColour(args, io.env, isTerminal(io)))));
  return explained.isRecognised ? 0 : 1;
}
