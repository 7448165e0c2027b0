/** A host or URL as a person gives it: with or without scheme, path, port. */
export interface Address {
  /** Always parsed as if it were `https`, so `url.host` keeps every port but 443. */
  url: URL;
  /** What stood in front of the host, in lower case: `https://`, or a slip such as `https:/` and `//`; empty where there was nothing. */
  prefix: string;
  /** What was written between that and the path, before URL lower-cased and completed it. */
  written: string;
  /** The path, or nothing where none was written: a URL always claims a slash. */
  path: string;
}

/** Null when the text is no address of the web. A name and password before the host, and escapes in it, are refused: no setting needs them. */
export function readAddress(text: string): Address | null {
  // Of a million characters URL first says that it can parse them, and then throws.
  if (text.length > 10_000) return null;
  const [whole, prefix = '', scheme = 'https', written = '', rest = ''] = parts.exec(text) ?? [];
  if (whole === undefined || /[\s@\\%]/.test(written) || !/^https?$/i.test(scheme)) return null;
  const source = `https://${written}${rest}`;
  if (!URL.canParse(source)) return null;
  const url = new URL(source);
  return { url, prefix: prefix.toLowerCase(), written, path: rest.startsWith('/') ? url.pathname : '' };
}

/** A lost colon or slash makes no other host of what follows. */
const parts = /^((?:([a-z][a-z0-9+.-]*):|https?\/)\/+|\/\/+)?([^/?#]*)(.*)$/i;

/** The lower-case host without port, or null. */
export function hostOf(text: string): string | null {
  return readAddress(text)?.url.hostname ?? null;
}

/** The path in parts, without the empty ones that doubled and final slashes leave. */
export function segmentsOf(url: URL): string[] {
  return url.pathname.split('/').filter((segment) => segment !== '');
}
