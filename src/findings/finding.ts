import type { NetworkFailure, Party, Refusal } from '../chain/answer.js';
import type { FieldName } from '../settings/field-name.js';
import type { Besides, NoFile, OddLine, SettingProblem } from '../settings/problem.js';
import type { Difference } from './difference.js';

/** The three strings Entra ID compares between the token and the federated credential, in the order in which they are shown. */
export const claimNames = ['issuer', 'subject', 'audience'] as const;
/** One of them by its name. */
export type ClaimName = (typeof claimNames)[number];

/** Where Azure's side of a comparison came from. */
export type AzureSource = 'az' | 'pasted' | 'settings';

/** One of the three strings differs. `azure` is null when only Entra ID's refusal tells, and Azure's value is not known here. */
export interface Mismatch {
  field: ClaimName;
  token: string;
  azure: string | null;
  azureSource: AzureSource | null;
  diff: Difference[];
}

/** Nothing beyond the code and the refusal that came with it. */
type Nothing = Record<never, never>;

/** The three strings of the token, which are what Azure must hold. Null where they are not known. */
export interface Wanted {
  issuer: string | null;
  subject: string | null;
  audience: string | null;
}

/**
 * What no narrower code fits, and the command that was answered so; null where the command is not known. `why`: where the tool did not
 * refuse, but did not get so far, or gave something that is of no use.
 */
export interface Unfit {
  said: string;
  command: string | null;
  why?: 'not-started' | 'late' | 'unreadable' | 'not-found' | 'ambiguous';
}

/** A request that no answer came to. */
export interface Network {
  party: Party;
  failure: NetworkFailure;
}

/**
 * Every finding code with the type of its evidence. A code is permanent once released; its evidence is facts, never sentences.
 * No line holds a secret: values of secret settings are null here.
 */
export interface Evidence {
  /**
   * Where a source sets it to nothing: that source, and those below whose value it hides. `available`: the deployments that could be
   * listed, when it is their name that is missing. `line`: the line of the env file that names it and does not set it.
   * `pasted`: what the pasted endpoint has for it. `noFile`: the env file that is not there.
   */
  'settings/missing': {
    field: FieldName;
    emptyIn?: string;
    hides?: string[];
    available?: string[];
    line?: OddLine;
    pasted?: string;
    noFile?: NoFile;
  };
  'settings/malformed': { field: FieldName; value: string | null; problem: string };
  'settings/placeholder': { field: FieldName; value: string | null };
  'settings/swapped': Omit<Extract<SettingProblem, { kind: 'swapped' }>, 'kind'>;
  /** `besides`: what was pasted along with it contradicts other settings. */
  'settings/normalised': { field: FieldName; value: string | null; removed: string[]; besides?: Besides[] };
  /** `isUtf16`: it is text, of an encoding that env files do not have. `unwritable`: it was to be written, and `detail` is the sentence that says why not. */
  'settings/file-unreadable': {
    path: string;
    problem: 'missing' | 'folder' | 'denied' | 'binary' | 'too-large' | 'unreadable' | 'unwritable';
    detail: string;
    isUtf16?: boolean;
  };
  /** Forecast: git would commit the file that holds the secret. */
  'settings/secret-exposed': { path: string };
  /** `answers` is null where the run ended before anybody could be asked. */
  'settings/retired-api-version': { version: string; answers: boolean | null };

  'network/name-not-found': Network;
  'network/unreachable': Network;
  'network/timeout': Network;
  'network/tls-untrusted': Network;
  'network/proxy': Network;

  'auth0/domain-wrong': { domain: string };
  'auth0/metadata-invalid': { domain: string; document: 'discovery' | 'keys'; problem: string };
  'auth0/issuer-differs': { domain: string; expected: string; issuer: string };
  'auth0/client-refused': { clientId: string };
  'auth0/api-missing': { audience: string; domain: string };
  'auth0/grant-missing': { audience: string; clientId: string };
  'auth0/grant-type-disabled': { clientId: string };
  'auth0/scope-not-granted': Nothing;
  'auth0/audience-missing': Nothing;
  'auth0/action-denied': Nothing;
  'auth0/quota-exhausted': Nothing;
  /** Forecast: few tokens are left, by Auth0's own count. `period` as Auth0 names it, such as `per_hour`. */
  'auth0/quota-low': { left: number; of: number; period: string };
  'auth0/rate-limited': Nothing;
  'auth0/organization-required': Nothing;
  'auth0/service-error': Nothing;
  'auth0/refused': Nothing;

  'token/opaque': { length: number };
  'token/encrypted': Nothing;
  'token/malformed': { problem: string };
  'token/algorithm-unsupported': { algorithm: string | null };
  'token/key-id-missing': Nothing;
  'token/type-unsupported': { type: string | null };
  'token/header-unsupported': { parameters: string[] };
  'token/key-not-published': { keyId: string | null; published: string[] };
  'token/signature-invalid': { keyId: string | null };
  /** Times in ISO 8601; `clock` says whose clock `now` is. Null where a party's answer does not tell. */
  'token/outside-valid-time': { now: string | null; notBefore: string | null; expires: string | null; clock: 'auth0' | 'entra' | 'local' };
  /** Forecast: this machine's clock runs ahead of Auth0's by so many seconds (behind, when negative). */
  'token/clock-skew': { seconds: number };
  'token/audience-multiple': { audiences: string[] };
  'token/claim-missing': { claim: string | null };
  'token/claim-mismatch': { claim: string; expected: string | null; actual: string | null };

  'trust/no-match': Wanted;
  'trust/issuer-slash': Mismatch;
  'trust/issuer-mismatch': Mismatch;
  'trust/subject-suffix': Mismatch;
  'trust/subject-case': Mismatch;
  'trust/subject-mismatch': Mismatch;
  'trust/audience-mismatch': Mismatch;
  'trust/hidden-character': Mismatch;
  'trust/credential-missing': Wanted;
  /** The refused value, which is the same on both sides as far as Azure's is known. */
  'trust/credential-stale': Wanted & { field: ClaimName; azureSource: AzureSource };
  'trust/propagating': Wanted;
  'trust/issuer-blocked': { issuer: string | null };
  'trust/identity-missing': { clientId: string | null };
  'trust/credential-duplicate': Nothing;
  'trust/credential-invalid': Nothing;
  'trust/credential-write-conflict': Nothing;
  'trust/credential-limit': Nothing;
  'trust/region-unsupported': Nothing;

  /** The status of an answer that was somebody else's; absent where nothing is known of an answer. */
  'entra/unreachable': { status?: number };
  'entra/tenant-not-found': { tenant: string };
  'entra/tenant-malformed': { tenant: string };
  'entra/client-not-found': { clientId: string; tenant: string };
  'entra/client-mismatch': Nothing;
  'entra/principal-missing': { clientId: string };
  'entra/principal-disabled': { clientId: string };
  'entra/issuer-unreachable': { issuer: string | null };
  'entra/issuer-metadata-invalid': { issuer: string | null };
  'entra/entra-token-as-assertion': Nothing;
  'entra/assertion-not-sent': Nothing;
  'entra/parameter-missing': { parameter: string | null };
  'entra/resource-not-found': { scope: string };
  'entra/resource-disabled': { scope: string };
  'entra/scope-invalid': { scope: string };
  'entra/conditional-access': Nothing;
  'entra/identity-kind-not-allowed': Nothing;
  'entra/wrong-cloud': { authorityHost: string };
  'entra/throttled': Nothing;
  'entra/transient': Nothing;
  'entra/request-loop': Nothing;
  'entra/other-tenant': { asked: string; tenant: string };
  'entra/token-unexpected': { claim: string; expected: string; actual: string | null };
  'entra/refused': Nothing;

  /** `principal` is the object id Azure OpenAI names, or the token's `oid`. */
  'azure-openai/role-missing': { principal: string | null; action: string | null };
  'azure-openai/tenant-mismatch': { tokenTenant: string | null };
  'azure-openai/token-refused': { audienceWanted: string | null; audienceSent: string | null };
  'azure-openai/subdomain-required': { host: string };
  'azure-openai/subdomain-unmapped': { host: string };
  'azure-openai/subdomain-taken': Nothing;
  'azure-openai/name-soft-deleted': Nothing;
  'azure-openai/public-access-disabled': { host: string };
  'azure-openai/firewall-blocked': { host: string };
  'azure-openai/private-endpoint-unapproved': { host: string };
  'azure-openai/deployment-missing': { deployment: string; available: string[] };
  'azure-openai/path-or-version-wrong': { apiVersion: string | null };
  'azure-openai/version-not-allowed': { apiVersion: string | null };
  'azure-openai/version-too-old': { apiVersion: string | null; needed: string | null };
  'azure-openai/operation-unsupported': { deployment: string };
  'azure-openai/parameter-unsupported': { parameter: string | null };
  /** Whether a part of the answer came before the limit. */
  'azure-openai/output-limit-too-small': { hasText: boolean };
  'azure-openai/context-too-long': Nothing;
  'azure-openai/content-filtered': Nothing;
  'azure-openai/model-retired': { deployment: string };
  /** Forecast: the model behind the deployment ends on this day (ISO 8601). */
  'azure-openai/model-retiring': { deployment: string; model: string; retiresAt: string };
  /** Which of its limits the deployment names; null when the answer does not say that it is the deployment's. */
  'azure-openai/rate-limited': { limit: 'requests' | 'tokens' | null };
  'azure-openai/quota-insufficient': Nothing;
  'azure-openai/capacity': Nothing;
  'azure-openai/key-refused': Nothing;
  'azure-openai/key-disabled': Nothing;
  'azure-openai/gateway-key-missing': { host: string };
  'azure-openai/blocked-for-abuse': Nothing;
  'azure-openai/service-error': Nothing;
  'azure-openai/refused': Nothing;

  'tool/az-missing': Nothing;
  'tool/az-signed-out': { tenant: string | null };
  /** The number with which Entra ID ended the session of `az`, such as `AADSTS700082`. */
  'tool/az-login-expired': { number: string | null; tenant: string | null };
  'tool/az-forbidden': { action: string | null; scope: string | null };
  'tool/az-wrong-subscription': { subscription: string | null };
  'tool/az-resource-missing': { resource: string | null };
  'tool/az-role-exists': { role: string | null };
  'tool/az-refused': Unfit;
  'tool/auth0-missing': Nothing;
  /** `lacks`: the right without which it is signed in, such as `create:client_grants`. */
  'tool/auth0-signed-out': { domain: string | null; lacks?: string };
  'tool/auth0-refused': Unfit;
  /** `file` is what they stand in, where they are not set here. */
  'tool/environment-conflict': { variables: string[]; file?: string };

  'check/crashed': { error: string };
}

export type Code = keyof Evidence;

/** A code, the facts behind it, and what a party said, when a party said it. */
export type Finding = { [C in Code]: { code: C; evidence: Evidence[C]; refusal: Refusal | null } }[Code];

/** The only way a finding is made: the compiler holds the evidence against the code. */
export function finding<C extends Code>(code: C, evidence: Evidence[C], refusal: Refusal | null = null): Finding {
  // The union cannot be narrowed by a type parameter, so this one assertion stands for all of them.
  return { code, evidence, refusal } as Finding;
}
