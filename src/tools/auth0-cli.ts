import { isRecord } from '../chain/exchange.js';
import { drive } from './drive.js';
import type { Around, Manner } from './drive.js';
import { plainWords } from './said.js';
import type { Tool } from './tool.js';

/**
 * The Auth0 CLI. Its time is short: where it lacks a right it starts to sign in anew and waits for a person, although it was told that
 * there is none.
 */
export function createAuth0Cli(around: Around): Tool {
  return drive(manner, around);
}

const manner: Manner = {
  name: 'auth0',
  prepare(args) {
    const isRaw = args[0] === 'api';
    const forms = args.filter((arg) => /^--(?:json|json-compact|csv)$/.test(arg));
    const takesJson = !isRaw && /^(?:list|show|create|update)$/.test(args[1] ?? '');
    const wanted = [...(takesJson && forms.length === 0 ? ['--json'] : []), '--no-input', '--no-color'];
    const isCommand = /^[a-z]/.test(args[0] ?? '');
    return {
      args: isCommand ? [...args, ...wanted.filter((flag) => !args.includes(flag))] : [...args],
      prints: isRaw || (takesJson && !forms.includes('--csv')) ? 'json' : 'text',
      timeoutMs: 30_000,
    };
  },
  said: (stderr) => withoutFrame(plainWords(stderr)),
  refusal: ([command], value) => (command === 'api' ? refusalIn(value) : null),
};

/**
 * An error stands below a heading with the name of the tenant, behind a mark (internal/display). After `--json` later versions give it as
 * an object.
 */
function withoutFrame(words: string): string {
  const json = /^\{.*"error".*\}$/ms.exec(words)?.[0];
  const message = json === undefined ? null : messageIn(json);
  if (message !== null) return message;
  const behind = words.split(/^=== .*\berror$/m).at(-1) ?? words;
  return behind.replace(/^ ?▸ */gm, '').trim();
}

function messageIn(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    const error = isRecord(value) ? value['error'] : null;
    return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : null;
  } catch {
    return null;
  }
}

/** Versions that do not look at the status print the body of a refusal and end well. It is told as the others tell it. */
function refusalIn(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const { statusCode, error, message } = value;
  if (typeof statusCode !== 'number' || statusCode < 400 || typeof error !== 'string') return null;
  return `${statusCode} ${error}: ${typeof message === 'string' ? message : 'no reason given'}`;
}
