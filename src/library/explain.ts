import { inspect } from 'node:util';

import { readCodeWord } from '../commands/code-word.js';
import { explainCode, nothingExplained } from '../commands/explain-code.js';
import { readInText } from '../commands/explain-inputs.js';
import { givenByProgram } from '../commands/explain-given-by.js';
import { explainShown } from '../commands/explain-shown.js';
import { readValues, withReferences } from '../findings/pasted/read.js';
import type { ExplainedDocument } from '../report/explained-document.js';
import { explainedDocument } from '../report/explained-json.js';
import type { ExplainOptions } from './explaining.js';
import { credentialsIn } from './held-credentials.js';
import { KeylessError } from './keyless-error.js';

/** The work behind `explain`, loaded with the first that is given. */
export async function explainGiven(given: unknown, { federatedCredentials, now }: ExplainOptions): Promise<ExplainedDocument> {
  if (given instanceof KeylessError) return alreadyExplained(given);
  const text = typeof given === 'string' ? given : asLogged(given);
  const word = readCodeWord(text);
  if (word?.kind === 'code') return explainedDocument(explainCode(word.code));
  const credentials = federatedCredentials == null ? null : credentialsIn(federatedCredentials);
  const inputs = { origin: { kind: 'text' as const }, text: readInText(word?.number ?? text), token: null, credentials };
  return explainedDocument(await explainShown(inputs, givenByProgram, { now: now ?? (() => new Date()) }));
}

/** An error of this library says it all itself, and has been compared with the federated credential of its connection. */
function alreadyExplained({ diagnosis, upstream, others }: KeylessError): ExplainedDocument {
  const read = withReferences(readValues(upstream?.said ?? ''), upstream);
  const document = explainedDocument({ ...nothingExplained, what: 'log', origin: { kind: 'text' }, read });
  return { ...document, diagnoses: [diagnosis, ...others] };
}

/** An error with what it carries, as a log would have it: SDKs keep the answer of a party in fields of their own, or in a cause. */
function asLogged(error: unknown): string {
  try {
    return inspect(error, { depth: 6, maxStringLength: 65_536, breakLength: Infinity });
  } catch {
    // It prints itself, and cannot.
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === 'string' ? message : typeof error;
}
