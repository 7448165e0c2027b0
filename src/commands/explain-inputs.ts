import { createPastedReader } from '../findings/pasted/pasted.js';
import type { PastedReader } from '../findings/pasted/pasted.js';
import type { Origin } from '../report/explained.js';
import { readGivenText, readGivenToken, tokensIn } from '../settings/given-text.js';
import type { GivenText, GivenToken } from '../settings/given-text.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { Args } from './args.js';
import type { Asked } from './explain-asked.js';
import { readCredentials } from './given.js';
import type { Refused } from './given.js';
import { readInput } from './input.js';
import type { Io } from './io.js';
import { readOurs } from '../findings/pasted/ours.js';
import { withoutPastedSecrets } from './pasted-secrets.js';
import { beginningOf, readText } from './text-input.js';
import type { Beginning } from './text-input.js';

/** A text, what it is, and the reader that has seen all of it, for the case that it is an error. */
export interface ReadInText extends Beginning {
  is: GivenText;
  reader: PastedReader;
}

/** Everything that was given, read. */
export interface Inputs {
  origin: Origin;
  /** Null where only options were given. */
  text: ReadInText | null;
  /** From `--token`. */
  token: GivenToken | null;
  /** From `--federated-credential`. */
  credentials: FederatedCredential[] | null;
}

type Given = Extract<Asked, { kind: 'given' }>;

/** Reads the options and the text. Whatever holds nothing, or holds twice what can be used once, is wrong usage. */
export async function readInputs(asked: Given, args: Args, io: Io): Promise<({ ok: true } & Inputs) | Refused> {
  const token = await readTokenOption(args, io);
  if (!token.ok) return token;
  const given = await readCredentials(args, io);
  if (!given.ok) return given;
  const read = await readAskedText(asked, io);
  if (!read.ok) return { ...read, hint: null };
  const { isEmpty } = read.text;
  const hasOptions = args.tokenFile !== null || args.credentialFile !== null;
  if (isEmpty && (!hasOptions || args.words.length > 0)) return { ok: false, ...nothingIn(asked.origin) };
  const text = isEmpty ? null : read.text;
  if (text?.is.kind === 'token' && token.token !== null) return twice('token', '--token');
  if (text?.is.kind === 'credentials' && given.credentials !== null) return twice('federated credential', '--federated-credential');
  const origin: Origin = isEmpty ? { kind: 'option' } : asked.origin;
  return { ok: true, origin, text, token: token.token, credentials: given.credentials };
}

async function readTokenOption({ tokenFile }: Args, io: Io): Promise<{ ok: true; token: GivenToken | null } | Refused> {
  if (tokenFile === null) return { ok: true, token: null };
  const input = await readInput(tokenFile, io);
  if (!input.ok) return { ok: false, problem: input.problem, hint: null };
  const token = readGivenToken(input.text);
  if (token !== null) return { ok: true, token };
  const count = tokensIn(input.text);
  if (count > 1) return { ok: false, problem: `${tokenFile} holds ${count} tokens.`, hint: 'Give one of them.' };
  return { ok: false, problem: `${tokenFile} holds no token${input.text.trim() === '' ? ': it is empty' : ''}.`, hint: null };
}

/** The text goes to the reader piece by piece, as it comes; what it is, its beginning decides. */
async function readAskedText(
  { origin, text: typed }: Given,
  io: Io,
): Promise<{ ok: true; text: ReadInText } | { ok: false; problem: string }> {
  if (typed !== null) return { ok: true, text: readInText(typed) };
  const reader = createReader();
  const read = await readText(origin.kind === 'file' ? origin.path : '-', io, (piece) => reader.push(piece));
  if (!read.ok) return read;
  return { ok: true, text: readIn(read.beginning, reader) };
}

/** A text that is at hand, read as one that comes from a file is. */
export function readInText(text: string): ReadInText {
  const reader = createReader();
  reader.push(text);
  return readIn({ ...beginningOf(text), isUtf16: false }, reader);
}

function createReader(): PastedReader {
  return createPastedReader(withoutPastedSecrets);
}

function readIn(beginning: Beginning, reader: PastedReader): ReadInText {
  return { ...beginning, is: kindOf(beginning), reader };
}

/** What a text of ours shows of a token, of settings or of a credential is none of them. */
function kindOf({ text, isWhole }: Pick<Beginning, 'text' | 'isWhole'>): GivenText {
  const is = isWhole ? readGivenText(text) : other;
  return is.kind === 'other' || readOurs(text.split('\n'), withoutPastedSecrets) === null ? is : other;
}

const other: GivenText = { kind: 'other', within: null };

function nothingIn(origin: Origin): Omit<Refused, 'ok'> {
  const hint = 'keyless explain --list lists every code.';
  if (origin.kind === 'file') return { problem: `${origin.path} is empty.`, hint };
  return { problem: origin.kind === 'stdin' ? 'There was nothing on standard input.' : 'The text is empty.', hint };
}

function twice(what: string, flag: string): Refused {
  return { ok: false, problem: `The text is a ${what} itself, and ${flag} names another.`, hint: 'Give one of the two.' };
}
