import { Said } from './said.mjs';

/** Loaded only where something is asked: it is half of what starting costs. */
export const send = async (...request) => (await import('./http.mjs')).send(...request);

/** The Management API of one tenant, as the typed commands use it. */
export function createManagement({ domain, access_token: token }) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = (path, { method = 'GET', query = {}, body } = {}) => {
    const search = new URLSearchParams(query).toString();
    const url = `https://${domain}/api/v2/${path}${search && `?${search}`}`;
    return send(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  };
  const call = async (path, options) => {
    const { status, text } = await ask(path, options);
    if (status >= 400) throw new Said(saidBy(status, text));
    return text === '' ? null : JSON.parse(text);
  };
  return { ask, call, list: (path, name, number, query) => list({ call, path, name, number, query }) };
}

/** Page by page, no more than were asked for. The real one tries again when it asked too often; this one does not. */
async function list({ call, path, name, number, query = {} }) {
  const all = [];
  for (let page = 0; ; page += 1) {
    const size = Math.min(100, number - all.length);
    const read = await call(path, { query: { include_totals: 'true', page: String(page), per_page: String(size), ...query } });
    all.push(...read[name]);
    if (all.length >= number || read.start + read[name].length >= read.total) return all;
  }
}

/** `404 Not Found: The client does not exist` */
export function saidBy(status, text) {
  try {
    const { statusCode = status, error = '', message = '' } = JSON.parse(text);
    return `${statusCode} ${error}: ${message}`;
  } catch {
    return `${status} : failed to decode json error response payload: invalid character '${text.slice(0, 1)}' looking for beginning of value`;
  }
}

/** The path of the SDK: every part is escaped, slashes too. */
export const escaped = (part) => encodeURIComponent(part).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%24', '$');
