import type { Known } from './explanation.js';
import type { Mismatch } from './finding.js';

/**
 * Where the value in Azure is at home, when it is another one that was given here: "the value of AZURE_CLIENT_ID". A value in the
 * wrong place is mended in another way than one that was mistyped. Null where it is none of them.
 */
export function homeOf({ field, azure }: Pick<Mismatch, 'field' | 'azure'>, known: Known): string | null {
  if (azure === null || bare(azure) === '') return null;
  const others = homes(known).filter(([own, value]) => own !== field && value !== null && bare(value) === bare(azure));
  const found = others.find(([, value]) => value === azure) ?? others[0];
  return found?.[2] ?? null;
}

type Home = [field: Mismatch['field'] | null, value: string | null, name: string];

function homes(known: Known): Home[] {
  const { azureClientId, tenant, oidcClientId, domain, endpoint, deployment } = known;
  return [
    [null, azureClientId, 'the value of AZURE_CLIENT_ID'],
    [null, tenant, 'the value of AZURE_TENANT_ID'],
    // The subject is made of the one, the issuer of the other: what lacks an ending has words of its own.
    ['subject', oidcClientId, 'the value of OIDC_CLIENT_ID'],
    ['issuer', domain, 'the value of OIDC_ENDPOINT'],
    ['issuer', known.issuer, 'the issuer of the token'],
    ['subject', known.subject, 'the subject of the token'],
    ['audience', known.audience, 'the audience of the token'],
    [null, endpoint, 'the value of AZURE_AOAI_ENDPOINT'],
    [null, deployment, 'the value of AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  ];
}

/** Ids and hosts are the same in any case, and a host is one with or without what an address adds. */
function bare(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/+$/, '');
}
