/** What came back: an event stream goes to who asked piece by piece, of anything else the whole body is there. */
export type Answered =
  | { kind: 'stream'; response: Response }
  | { kind: 'whole'; status: number; headers: Record<string, string>; text: string };

/** An answer as far as we read one ourselves. A `Response` is for the SDKs: the first of them loads a tenth of Node. */
export type Plain = Pick<Response, 'ok' | 'status' | 'text' | 'json'> & { headers: Record<string, string> };

/** The same for whoever wants a Response of the web: the SDKs do. */
export function asResponse(answered: Answered): Response {
  if (answered.kind === 'stream') return answered.response;
  const { status, headers, text } = answered;
  return new Response(mayHaveBody(status) ? text : null, { status, headers });
}

/** The same for ourselves: its text and head, without loading the classes of the web. */
export function asPlain(answered: Answered): Plain {
  if (answered.kind === 'whole') {
    const { status, headers } = answered;
    const text = mayHaveBody(status) ? answered.text : '';
    const json = async (): Promise<unknown> => JSON.parse(await Promise.resolve(text));
    return { ok: status >= 200 && status < 300, status, headers, text: () => Promise.resolve(text), json };
  }
  const { response } = answered;
  const { ok, status } = response;
  return { ok, status, headers: Object.fromEntries(response.headers), text: () => response.text(), json: () => response.json() };
}

function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304;
}
