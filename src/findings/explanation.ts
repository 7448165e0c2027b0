import type { Refusal } from '../chain/answer.js';
import type { DecodedAssertion } from '../chain/assertion.js';
import type { AzureSource, ClaimName, Evidence, Mismatch } from './finding.js';
import type { Fix } from './fix-kind.js';
import type { Suspicion } from './suspicions.js';

export type { Confidence, Fix, Where } from './fix-kind.js';

/** The words of one finding: what happened (no full stop), why, and what to do, step by step, in each the surest first. */
export interface Explanation {
  title: string;
  why: string;
  /** The same for a face that draws both values, one above the other, beside it: they are not repeated in there. */
  whyBeside?: string;
  fix: Fix[];
  docs: string[];
}

/** What is known around a finding, to fill commands and messages with the person's own values. Null where it is not known. */
export interface Known {
  /** Whether a run of this program sent the requests. What is only pasted, somebody else sent. */
  isOwn: boolean;
  /** The env file that was named, which every command has to name again; null for the default. */
  envFile: string | null;
  domain: string | null;
  oidcClientId: string | null;
  audience: string | null;
  tenant: string | null;
  azureClientId: string | null;
  authorityHost: string | null;
  endpoint: string | null;
  deployment: string | null;
  apiVersion: string | null;
  issuer: string | null;
  subject: string | null;
  /** Name of the federated credential in Azure, when Azure's side was read or pasted. */
  credentialName: string | null;
  /** What the Azure client id belongs to, when a token or a tool told. */
  identity: 'managed-identity' | 'app-registration' | null;
  identityName: string | null;
  /** The resource group of a managed identity. */
  identityGroup: string | null;
  /** The object id of what acts for the client id, which roles are given to, when a token or a tool told. */
  principalId: string | null;
  /** The resource id of the account behind the endpoint, when a tool told. */
  accountId: string | null;
  /** The subscription of a managed identity, and the one that commands act on which name none, when a tool told. */
  identitySubscription: string | null;
  selectedSubscription: string | null;
  /** Whether the domain gave the discovery document of an issuer. */
  isIssuer: boolean;
  /** Where a credential that was given here came from; null where none was. */
  copy: AzureSource | null;
  /** What is odd about the credential that was given here, where the token does not tell of it. */
  suspicions: readonly Suspicion[];
  /** Who else than Auth0 the credential that was given here is for, as far as its values tell. */
  heldFor: string | null;
  /** Whether a list of credentials was given here, and nothing is in it. */
  isListEmpty: boolean;
  /** The command that compares the other half, where that is another one than `keyless check`: a pasted error is given once more. */
  compareBy: string | null;
  /** What Entra ID says that cannot be true of that copy: there is no credential, or it refuses the field in which copy and token are identical. */
  contradicts: 'no-credential' | ClaimName | null;
  /** Every value that has to change in the credential, where both sides are known: they are changed at once. */
  differences: readonly Mismatch[];
  /** The token of Auth0 as it was read here. */
  token: DecodedAssertion | null;
  /** Whether its signature was verified here, with a key that Auth0 publishes today. */
  isVerified: boolean;
  /** When and by whose clock the token was seen inside its valid time here (ISO 8601). */
  validAt: { now: string; clock: 'auth0' | 'local' } | null;
  /** By how many seconds the clocks of the two are ahead of the one of this machine (behind, when negative), where an answer told. */
  auth0Ahead: number | null;
  entraAhead: number | null;
  /** Whether Entra ID accepted the token. */
  isAccepted: boolean;
}

/** What is known at the beginning of a run. */
export const nothingKnown: Known = {
  isOwn: false,
  envFile: null,
  domain: null,
  oidcClientId: null,
  audience: null,
  tenant: null,
  azureClientId: null,
  authorityHost: null,
  endpoint: null,
  deployment: null,
  apiVersion: null,
  issuer: null,
  subject: null,
  credentialName: null,
  identity: null,
  identityName: null,
  identityGroup: null,
  principalId: null,
  accountId: null,
  identitySubscription: null,
  selectedSubscription: null,
  isIssuer: false,
  copy: null,
  suspicions: [],
  heldFor: null,
  isListEmpty: false,
  compareBy: null,
  contradicts: null,
  differences: [],
  token: null,
  isVerified: false,
  validAt: null,
  auth0Ahead: null,
  entraAhead: null,
  isAccepted: false,
};

/** Makes words of evidence, of what is known around it, and of what a party said, where one said something. */
export type Describe<E> = (evidence: E, known: Known, refusal: Refusal | null) => Explanation;

/** The words of a group of codes; a table that lacks one does not compile. */
export type Words<Group extends string> = {
  [C in keyof Evidence as C extends `${Group}/${string}` ? C : never]: Describe<Evidence[C]>;
};
