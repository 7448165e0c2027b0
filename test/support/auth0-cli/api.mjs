import { text as textOf } from 'node:stream/consumers';

import { Said } from './said.mjs';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Any request to the Management API. The answer is printed as it came, with an indentation of two. */
export async function rawApi({ api, args, flags }) {
  const data = flags.data ?? '';
  const method = args.length === 1 ? (data === '' ? 'GET' : 'POST') : args[0].toUpperCase();
  if (!methods.includes(method)) {
    throw new Said(`failed to parse command inputs: invalid method given: ${method}, accepting only ${methods.join(', ')}`);
  }
  const body = method === 'GET' ? undefined : await bodyOf(data);
  const path = args.at(-1).replace(/^\/+|\/+$/g, '');
  const [place, search = ''] = path.split('?', 2);
  const query = { ...Object.fromEntries(new URLSearchParams(search)), ...flags.query };
  print(await api.ask(place, { method, body, query }));
}

/** Reads standard input to its end, also where the flag has the data: whoever leaves it open waits here for ever. A last line without end is lost. */
async function bodyOf(data) {
  const piped = process.stdin.isTTY ? '' : await textOf(process.stdin);
  const text = data || piped.slice(0, piped.lastIndexOf('\n') + 1);
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Said('failed to parse command inputs: invalid JSON data provided: invalid character');
  }
}

function print({ status, text }) {
  const lacks = status === 403 ? /"Insufficient scope, expected any of: ([^",]+)/.exec(text)?.[1] : undefined;
  if (lacks) {
    throw new Said(
      `request failed because access token lacks scope: ${lacks}.\n If authenticated via client credentials, add this scope to the designated client. If authenticated as a user, request this scope during login by running \`auth0 login --scopes ${lacks}\``,
    );
  }
  // What a 403 says is lost: it was read to look for a missing scope.
  if (status === 403) throw new Said('403: API request failed: Forbidden');
  if (status >= 400) throw new Said(`${status}: API request failed: ${text.trim()}`);
  if (text !== '') process.stdout.write(JSON.stringify(JSON.parse(text), null, 2));
}
