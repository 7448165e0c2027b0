import { isRecord, stringOf } from '../chain/exchange.js';
import { commandText, failed } from './drive.js';
import type { ToolAnswer } from './tool.js';

/** More pages than anybody has resources of a kind. */
const mostPages = 50;

/**
 * The answer at this path; where it is the first page of a list, with the others. A next page at another address than this origin is not
 * read, and a list that is not whole is none: what is missing in it would be made a second time.
 */
export async function wholeList(path: string, get: (path: string) => Promise<ToolAnswer>, origin: string | null): Promise<ToolAnswer> {
  let items: unknown[] = [];
  let next = path;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await get(next);
    if (!answer.ok || !isRecord(answer.value) || !Array.isArray(answer.value['value'])) return answer;
    items = items.concat(answer.value['value']);
    const { nextLink, ...rest } = answer.value;
    if (stringOf(nextLink) === null) return { ok: true, value: { ...rest, value: items } };
    const link = URL.parse(String(nextLink));
    if (link === null || (origin !== null && link.origin !== origin)) break;
    next = link.pathname + link.search;
  }
  const command = commandText('az', ['rest', '--method', 'get', '--url', path]);
  return failed({ tool: 'az', kind: 'unreadable', exitCode: null, said: '', command });
}
