import type { Sandbox, SandboxRequest } from '../../src/sandbox/start.js';

/** Every secret and every token's signature that went over the wire of a place in these requests: of all, when none are named. */
export function forbidden(place: Sandbox, requests: readonly SandboxRequest[] = place.requests): string[] {
  const sent = requests.map(({ body, headers }) => `${decodeURIComponent(body.replaceAll('+', ' '))} ${headers['authorization'] ?? ''}`);
  const signatures = sent.flatMap((text) => [...text.matchAll(/eyJ[\w-]+\.[\w-]+\.([\w-]{20,})/g)].map((match) => match[1] ?? ''));
  return [place.settings.OIDC_CLIENT_SECRET, ...new Set(signatures)].filter((text) => text.length > 8);
}
