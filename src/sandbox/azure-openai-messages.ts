import { invalidRequest } from './azure-openai-gate.js';
import type { Operation } from './azure-openai-route.js';
import type { Reply } from './place.js';

/** One message, as far as the stand-in model reads it. */
export interface Message {
  role: string;
  content: string;
}

/** Reads the messages of a chat, or the input of Responses, and refuses the first that is none. */
export function readMessages(body: Record<string, unknown>, { kind }: Operation): Message[] | Reply {
  const name = kind === 'chat' ? 'messages' : 'input';
  const value = body[name];
  if (kind === 'responses' && typeof value === 'string') return [{ role: 'user', content: value }];
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return missing(name);
  if (!Array.isArray(value)) return wrongType(name, 'an array of objects', value);
  for (const [at, message] of value.entries()) {
    const refusal = judgeMessage(message, `${name}[${at}]`, kind);
    if (refusal) return refusal;
  }
  return value.filter(isObject).map(({ role, content }) => ({ role: String(role), content: textIn(content) }));
}

function judgeMessage(message: unknown, at: string, kind: Operation['kind']): Reply | null {
  if (!isObject(message)) return wrongType(at, 'an object', message);
  const { type, role, content } = message;
  // Responses has items that are no messages, such as the output of a tool: they are not judged here.
  if (kind === 'responses' && typeof type === 'string' && type !== 'message') return null;
  if (role === undefined) return missing(`${at}.role`);
  const known = kind === 'chat' ? [...roles, 'tool'] : roles;
  if (typeof role !== 'string' || !known.includes(role)) return unknownRole(role, at, known);
  // An assistant that called a tool need not have said anything.
  if ((content ?? null) === null && role === 'assistant' && Array.isArray(message['tool_calls'])) return null;
  return judgeContent(content ?? null, at);
}

// `function` is left out: a role of the past, which newer models refuse (microsoft/azurechat#493) and older ones may still take.
const roles: readonly string[] = ['system', 'assistant', 'user', 'developer'];

/** The sentence is the one Azure prints for a role (run-llama/llama_index#17748); which roles it lists there depends on the model. */
function unknownRole(role: unknown, at: string, known: readonly string[]): Reply {
  const supported = `${known.slice(0, -1).map(quote).join(', ')}, and ${quote(known.at(-1))}`;
  return invalidRequest(`Invalid value: ${quote(role)}. Supported values are: ${supported}.`, `${at}.role`, 'invalid_value');
}

function judgeContent(content: unknown, at: string): Reply | null {
  // Seen on Azure in langchain-ai/langchainjs#4153, the odd dot included.
  if (content === null)
    return invalidRequest("Invalid value for 'content': expected a string, got null.", `${at.replace('[', '.[')}.content`, null);
  const isParts = Array.isArray(content) && content.every((part) => isObject(part) && typeof part['type'] === 'string');
  return isParts || typeof content === 'string' ? null : wrongType(`${at}.content`, 'one of a string or array of objects', content);
}

/** The body for something that is missing was not found. */
function missing(name: string): Reply {
  return invalidRequest(`Missing required parameter: '${name}'.`, name, 'missing_required_parameter');
}

/** A value of another type. The body was not found on Azure; the words follow those it has for a content (danny-avila/LibreChat#3111). */
export function wrongType(name: string, expected: string, value: unknown): Reply {
  const actual = value === null ? 'null' : Array.isArray(value) ? 'an array' : (typeNames[typeof value] ?? 'another type');
  return invalidRequest(`Invalid type for '${name}': expected ${expected}, but got ${actual} instead.`, name, 'invalid_type');
}

const typeNames: Record<string, string> = { string: 'a string', number: 'a number', boolean: 'a boolean', object: 'an object' };

const quote = (value: unknown): string => `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;

function textIn(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
  return content.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
