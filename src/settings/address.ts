/** A host or URL as a person gives it: with or without scheme, path, port. */
export interface Address {
  /** Always parsed as if it were `https`, so `url.host` keeps every port but 443. */
  url: URL;
  /** The scheme that was written, without `://`; null when there was none. */
  scheme: string | null;
  /** What was written between scheme and path, before URL lower-cased and completed it. */
  written: string;
  /** The path, or nothing where none was written: a URL always claims a slash. */
  path: string;
}

/** Null when the text is no address of the web. A name and password before the host are refused too: no setting needs them. */
export function readAddress(text: string): Address | null {
  const parts = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/)?([^/?#]*)(.*)$/i.exec(text.includes('://') ? text : `https://${text}`);
  const scheme = text.includes('://') ? (parts?.[1]?.toLowerCase() ?? null) : null;
  const written = parts?.[2] ?? '';
  if (parts === null || /[\s@\\]/.test(written) || (scheme !== null && !/^https?$/.test(scheme))) return null;
  const source = `https://${written}${parts[3] ?? ''}`;
  if (!URL.canParse(source)) return null;
  const url = new URL(source);
  return { url, scheme, written, path: parts[3]?.startsWith('/') ? url.pathname : '' };
}

/** The lower-case host without port, or null. */
export function hostOf(text: string): string | null {
  return readAddress(text)?.url.hostname ?? null;
}

/** The path in parts, without the empty ones that doubled and final slashes leave. */
export function segmentsOf(url: URL): string[] {
  return url.pathname.split('/').filter((segment) => segment !== '');
}
