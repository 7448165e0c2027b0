import type { ReadToken } from '../checks/given-token.js';
import type { ShownToken } from '../report/explained.js';
import type { GivenToken } from '../settings/given-text.js';

/** The claims of a token that may be shown: those that are compared and judged, and no others, which may be anybody's data. */
export function shownToken({ decoded, kind, lifetime, remarks }: ReadToken, { wasWrapped }: GivenToken): ShownToken {
  const { header = {}, issuer = null, subject = null, audiences = [], issuedAt = null, notBefore = null, expires = null } = decoded ?? {};
  const [alg, kid, typ] = ['alg', 'kid', 'typ'].map((name) => text(header[name]));
  return {
    kind: kind?.name ?? null,
    isOfEntra: kind?.issuer === 'entra',
    isOther: false,
    lifetime,
    header: { alg: alg ?? null, kid: kid ?? null, typ: typ ?? null },
    issuer,
    subject,
    audiences,
    issuedAt,
    notBefore,
    expires,
    wasWrapped,
    remarks,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
