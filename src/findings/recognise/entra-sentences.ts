import { late } from '../../settings/late.js';
import { ownText, sentence } from './sentence.js';

/**
 * The number that a sentence of Entra ID belongs to; null when it is none of these. Microsoft may change numbers and texts alike, so an
 * answer is read both ways. The finer sentence comes before the one that it begins with.
 */
export function numberOfSentence(said: string): number | null {
  const text = ownText(said.replaceAll(/AADSTS\d+:\s*/g, ''));
  return sentences().find(([says]) => says.test(text))?.[1] ?? null;
}

const noMatch = 'No matching federated identity record found';
const noRecord = `${noMatch} for presented assertion`;

const match: [RegExp, number][] = [
  [new RegExp(`${noRecord} subject .*matches with case-insensitive comparison`), 7002138],
  [new RegExp(`${noRecord} subject`), 700213],
  [new RegExp(`${noRecord} audience`), 700212],
  [new RegExp(`${noRecord} issuer`), 700211],
  [new RegExp(`${noMatch}(?! for presented assertion \\w)`), 70021],
  [/(?:The client .+|Client application) has no configured federated identity credentials/, 70025],
  [/Federated identity credentials issued by .+ must contain the enterprise claim/, 7002381],
  [
    /AAD-issued tokens may not be used for federated|Entra ID tokens issued by issuer|Only MSI tokens may be used as Federated|Forbidden token (?:audience|type)|Token obtained using another federated identity credential|No Federated Identity Credential policy found on application that matched the presented MSI-signed/,
    700222,
  ],
  [/The identity must be a managed identity, a single tenant app/, 70052],
];

const token: [RegExp, number][] = [
  [/JWT token is invalid or malformed/, 50027],
  [/No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified/, 5002723],
  [/(?:Invalid JWT token\. )?\S+ is not a supported signature algorithm|Unsupported key for the signing algorithm/, 5002738],
  [/Invalid JWT header type specified/, 5002727],
  [/Found unsupported token header/, 5002726],
  [/The certificate with identifier .*used to sign the federated credential could not be found/, 7000272],
  [
    /Client assertion contains an invalid signature|(?:Client assertion|Assertion|JWT token) failed signature validation|The certificate with identifier used to sign the client assertion is not registered/,
    700027,
  ],
  [/(?:Client assertion|Assertion) is not within its valid time range/, 700024],
  [/Client assertion application identifier doesn't match/, 700021],
  [/No Subject claim provided in the assertion/, 700022],
  [/Request to External OIDC endpoint failed/, 501661],
  [/Failed to parse provider signing keys/, 900612],
  [/OIDC Provider Metadata missing required field/, 70024],
  [/Response content length from external IdP exceeds/, 90050],
];

const request: [RegExp, number][] = [
  [/Tenant \S+ not found/, 90002],
  [/Specified tenant identifier \S+ is neither a valid DNS name/, 900023],
  [/Requested tenant identifier \S+ is not valid/, 900021],
  [/No tenant-identifying information found/, 50059],
  [/Unknown or invalid instance/, 50049],
  [/Confidential Client is ?n[o']t supported in Cross Cloud/, 900382],
  [/Tenant \S+ request is being redirected to the National Cloud/, 90038],
  [/Application with identifier \S+ was not found in the directory/, 700016],
  [/The client application \S+ is missing service principal in the tenant/, 7000229],
  [/The service principal named .+ was not found in the tenant/, 7000217],
  [/(?:Client application|Application) .+ is disabled/, 7000112],
  [/Resource application .+ is disabled/, 7000117],
  [/The service principal for resource \S+ is disabled/, 500014],
  [/The resource principal named .+ was not found in the tenant/, 500011],
  [/The resource is disabled or the resource named could not be found/, 50001],
  [/Client credential flows must have a scope value with/, 1002012],
  [/The provided value for the input parameter \S+ is not valid|The provided value for scope .+ is not valid/, 70011],
  [/Invalid client secret (?:is )?provided|The provided client secret keys for app \S+ are expired/, 7000215],
  [/\S+ \S+ or \S+ is required for the \S+ grant type|The request body must contain the following parameter: \S+ or/, 7000216],
  [/The required field \S+ is missing from the credential/, 90014],
  [/The request body must contain the following parameter/, 900144],
];

const state: [RegExp, number][] = [
  [/Access has been blocked by Conditional Access policies/, 53003],
  [/A transient error has occurred/, 90033],
  [/Request processing has exceeded internal allowance/, 90025],
  [/This request has timed out/, 90012],
  [/There are too many incoming requests/, 90055],
  [/The server terminated an operation because it encountered a client request loop/, 50196],
];

/** Every sentence without regard to where it stands, with the number that it belongs to. */
export const entraSentences: readonly (readonly [RegExp, number])[] = [...match, ...token, ...request, ...state];

const sentences = late(() => entraSentences.map(([words, number]) => [sentence(words), number] as const));
