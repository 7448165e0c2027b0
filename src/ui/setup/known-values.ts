import type { Known } from '../../findings/explanation.js';
import { nothingKnown } from '../../findings/explanation.js';
import type { Report } from '../../report/report.js';
import { hostOf } from '../../settings/address.js';
import type { FieldName } from '../../settings/field-name.js';
import { fieldOf } from '../../settings/fields.js';
import type { Ground, State } from '../state.js';
import { standingOf } from './answers.js';

type Presented = Pick<Known, 'issuer' | 'subject'>;

/** What is known on this screen, for a guide to fill in: the values that can be right, and what a token that was fetched says. */
export function knownValues(state: State, ground: Ground): Known {
  const text = (name: FieldName): string | null => {
    const { value, remark } = standingOf(state, ground, fieldOf(name));
    return typeof value === 'string' && value !== '' && remark?.status !== 'fail' ? value : null;
  };
  const values = {
    domain: text('OIDC_ENDPOINT'),
    oidcClientId: text('OIDC_CLIENT_ID'),
    audience: text('OIDC_AUDIENCE'),
    tenant: text('AZURE_TENANT_ID'),
    azureClientId: text('AZURE_CLIENT_ID'),
    endpoint: text('AZURE_AOAI_ENDPOINT'),
    deployment: text('AZURE_AOAI_MODEL_DEPLOYMENT_NAME'),
  };
  return { ...nothingKnown, isOwn: true, ...values, ...presented(state, values) };
}

/** What the token says of itself. That of an earlier check may have been fetched with other values, and then says nothing. */
function presented({ probes, report }: State, { domain, oidcClientId }: Pick<Known, 'domain' | 'oidcClientId'>): Presented {
  const token = probes.get('token')?.probed;
  const probed = claimsIn(token?.kind === 'checks' ? token.report : null);
  if (probed.issuer !== null) return probed;
  const { issuer, subject } = claimsIn(report);
  const isSame = issuer !== null && hostOf(issuer) === domain && oidcClientId !== null && subject?.startsWith(oidcClientId);
  return isSame ? { issuer, subject } : { issuer: null, subject: null };
}

function claimsIn(report: Report | null): Presented {
  const rows = new Map(report?.checks.find(({ id }) => id === 'token.claims')?.rows);
  return { issuer: rows.get('issuer') || null, subject: rows.get('subject') || null };
}
