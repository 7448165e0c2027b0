import type { Refusal } from '../chain/answer.js';
import type { Explanation, Fix, Known } from './explanation.js';
import { auth0Page, run, toDo } from './fix.js';
import { pages } from './pages.js';
import { auth0Places } from './places.js';
import { quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for a host that does not answer as an Auth0 tenant does, unless more was seen of it: then it is one, and something else is wrong. */
export function domainWrong({ domain }: { domain: string }, known: Known, refusal: Refusal | null): Explanation {
  if (known.isAccepted) return documentWithheld(domain, known, refusal);
  if (known.isIssuer) return tokenWithheld(domain, known, refusal);
  return {
    title: 'This domain is not an Auth0 tenant',
    why: `${domain ? quote(domain) : 'The host'} answers, but not as an Auth0 tenant does. The name of the tenant or its region is likely mistyped, or the tenant was deleted.`,
    fix: [
      auth0Page('likely', `${auth0Places.applicationSettings} › Domain`),
      run('auth0', 'likely', 'auth0 tenants list'),
      run('local', 'maybe', discovery(domain || known.domain)),
    ],
    docs: [pages.auth0Discovery],
  };
}

/** It has issued a token that Entra ID accepted, after reading that very document. */
function documentWithheld(domain: string, known: Known, refusal: Refusal | null): Explanation {
  return {
    title: 'What Auth0 publishes about itself did not come here',
    why: `${domain ? quote(domain) : 'The domain'} issued the token, so it is an Auth0 tenant. Asked for its discovery document, ${answered(refusal)}. Something on the way, or the access control list of the tenant, keeps it from this machine and not from Entra ID.`,
    fix: [run('local', 'maybe', discovery(domain || known.domain))],
    docs: [pages.auth0Discovery, pages.auth0AccessList],
  };
}

/** Its documents came, and the token did not. */
function tokenWithheld(domain: string, known: Known, refusal: Refusal | null): Explanation {
  return {
    title: 'The domain is an Auth0 tenant, and something refuses the way to a token',
    why: `${domain ? quote(domain) : 'The domain'} gave the discovery document of an issuer, so it is not mistyped. Asked for a token, ${answered(refusal)}. A gateway, a proxy or a filter on the way may let the one through and not the other, or a custom domain does not pass it on.`,
    fix: [
      run('local', 'likely', `curl -sSI -m 20 ${shellWord(`https://${domain || known.domain || 'AUTH0_DOMAIN'}/oauth/token`)}`),
      toDo('local', 'likely', 'Ask whoever runs the proxy or the filter of this network to let POST requests to /oauth/token through.'),
      ...ownDomain(known),
    ],
    docs: [pages.auth0Token],
  };
}

function ownDomain({ domain }: Known): Fix[] {
  return domain?.endsWith('.auth0.com')
    ? []
    : [toDo('auth0', 'likely', 'With a custom domain, make sure that the proxy in front of it passes /oauth/token on.')];
}

function answered(refusal: Refusal | null): string {
  return refusal?.status ? `it answered ${refusal.status}` : 'it answered with something else';
}

/** Asks for the document that every issuer publishes. */
export function discovery(domain: string | null): string {
  return `curl -sS -m 20 ${shellWord(`https://${domain || 'AUTH0_DOMAIN'}/.well-known/openid-configuration`)}`;
}
