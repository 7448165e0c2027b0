import { readAddress, segmentsOf } from './address.js';
import type { Address } from './address.js';
import { almostGuid, readGuid } from './guid.js';
import { guid, isAzureOpenAi, kindOf, undashedGuid } from './kinds.js';
import { accepted, malformed, upTo } from './parse.js';
import type { Parsed } from './parse.js';
import { isExampleHost } from './placeholder.js';
import { isPage, strangerAt } from './strangers.js';

/** An Auth0 domain, or the host of another OpenID provider: nothing but the host and its port. */
export function readDomain(text: string): Parsed {
  return onService(text, 'it is no host name', (address) =>
    accepted(address.url.host, [...prefixRemoved(address), ...changesOfHost(address), ...pathRemoved(address)]),
  );
}

/** The origin of the authority, such as `https://login.microsoftonline.us`. */
export function readAuthority(text: string): Parsed {
  return onService(text, 'it is no address such as https://login.microsoftonline.com', (address) => {
    const removed = [...prefixReplaced(address), ...changesOfHost(address), ...pathRemoved(address)];
    return accepted(address.url.origin, removed);
  });
}

/** The base under which `/openai/…` lies: an origin, a Foundry project, or the path of a gateway. */
export function readEndpoint(text: string): Parsed {
  return onService(text, 'it is no address such as https://NAME.openai.azure.com', (address) => {
    const base = basePath(address.url);
    const removed = [...prefixReplaced(address), ...changesOfHost(address), ...pathRemoved(address, base)];
    return accepted(address.url.origin + base, removed);
  });
}

/** A GUID or a domain name of the tenant; out of an authority, issuer or token URL the part that names the tenant. */
export function readTenant(text: string): Parsed {
  if (/^(?:common|organizations|consumers)$/i.test(text)) return malformed('it stands for every tenant, and one is needed');
  if (guid.test(text) || undashedGuid.test(text)) return readGuid(text);
  const named = tenantIn(text);
  if (named !== null) return accepted(named, ['the address around the tenant']);
  if (kindOf(text) === 'authority') return malformed('it is an address of Entra ID without a tenant in it');
  const neither = 'it is neither a GUID nor a domain name';
  if (!text.includes('.')) return malformed(almostGuid(text) ?? neither);
  return onHost(text, neither, (address) => {
    const { hostname, port } = address.url;
    if (!domainName.test(hostname)) return malformed(neither);
    const ports = port === '' ? [] : [`the port ${port}`];
    return accepted(hostname, [...prefixRemoved(address), ...changesOfHost(address), ...ports, ...pathRemoved(address)]);
  });
}

/** The name of a tenant is registered: it has no underscore, at which the SDK of Azure throws, and ends in letters, or in the spelling of a name beyond ASCII. */
const domainName = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:[a-z]{2,}|xn--[a-z\d-]+)$/i;

/** A host that a token or a secret is sent to: not one that is certainly somebody else's, whatever name a gateway may have. */
function onService(text: string, problem: string, read: (address: Address) => Parsed): Parsed {
  return onHost(text, problem, (address) => {
    const stranger = strangerAt(address.url.hostname);
    return stranger === null ? read(address) : malformed(stranger);
  });
}

/** `problem` is what is said of a text that has no host. */
function onHost(text: string, problem: string, read: (address: Address) => Parsed): Parsed {
  if (/\s/.test(text)) return malformed('it has white space inside');
  const tooLong = upTo(2048, text);
  if (tooLong) return tooLong;
  const address = readAddress(text);
  if (address === null || !isHost(address)) return malformed(problem);
  if (isExampleHost(address.url.hostname)) return { ok: false, kind: 'placeholder' };
  if (isPage(address.url.hostname)) return malformed('it is the address of a page for people, not the value on that page');
  // Entra ID must reach the host from the internet, so a bare word is a tenant's name whose rest was forgotten.
  if (!/\.|:.|^localhost$/i.test(address.written)) return malformed('it has no dot: the whole host name is needed');
  return read(address);
}

/** A URL makes four numbers of fewer, and of octal ones: `1.2` is 1.0.0.2 to it, which nobody meant who wrote that. */
function isHost({ url, written }: Address): boolean {
  const isNumbers = /^\d+(?:\.\d+){3}$/.test(url.hostname);
  return isNumbers ? written.replace(/:\d*$/, '') === url.hostname : /^\[?[\w.:-]+\]?$/.test(url.hostname);
}

/** On Azure's own hosts only a project's path matters; in front of `/openai` a gateway may have any. */
function basePath(url: URL): string {
  const project = /^\/api\/projects\/[^/]+/i.exec(url.pathname)?.[0];
  if (project !== undefined) return project;
  if (isAzureOpenAi(url.hostname)) return '';
  return url.pathname.replace(/\/openai(?:\/.*)?$/i, '').replace(/\/+$/, '');
}

/** `…/TENANT/v2.0`, `…/TENANT/oauth2/v2.0/token`: a GUID, or a domain name, which no version is. */
function tenantIn(text: string): string | null {
  const address = readAddress(text);
  const segments = address === null ? [] : segmentsOf(address.url);
  const name = segments.find((segment) => guid.test(segment)) ?? segments.find((segment) => domainName.test(segment));
  return name?.toLowerCase() ?? null;
}

function prefixRemoved({ prefix }: Address): string[] {
  return prefix === '' ? [] : [prefix];
}

function prefixReplaced({ prefix }: Address): string[] {
  return prefix === '' || prefix === 'https://' ? [] : [`${prefix} (https:// is used)`];
}

function changesOfHost({ url, written }: Address): string[] {
  const capitals = /[A-Z]/.test(written) ? ['capital letters'] : [];
  return written.endsWith(':443') && url.port === '' ? [...capitals, 'the port 443'] : capitals;
}

/** The query is named only when it is the harmless one, and the fragment never: they can carry a key. */
function pathRemoved({ url, path: written }: Address, base = ''): string[] {
  const rest = written.slice(base.length);
  const path = rest === '/' ? ['the final slash'] : rest === '' ? [] : [`the path ${rest}`];
  const query = /^\?api-version=[\w-]+$/.test(url.search) ? `the query ${url.search}` : 'the query';
  return [...path, ...(url.search === '' ? [] : [query]), ...(url.href.includes('#') ? ['the fragment'] : [])];
}
