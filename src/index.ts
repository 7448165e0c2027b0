/** What other programs may use. Imported, it looks at the Node and does nothing else; whatever asks somebody is loaded when it does. */
// oxlint-disable-next-line no-unassigned-import -- the look at the Node, before anything else
import './library/supported-node.js';

export { difference } from './findings/difference.js';
export type { Difference, DifferenceKind } from './findings/difference.js';
export type { Code, Evidence } from './findings/finding.js';
export type { Fix } from './findings/fix-kind.js';
export { check } from './library/checking.js';
export type { CheckOptions, Happening } from './library/checking.js';
export { connectionFrom } from './library/connection.js';
export type { Connection, HeldCredential, OpenAiResource, PartialConnection, Variables } from './library/connection.js';
export { keylessCredential } from './library/credential.js';
export type { CredentialOptions } from './library/credential.js';
export { explain } from './library/explaining.js';
export type { ExplainOptions } from './library/explaining.js';
export { KeylessError } from './library/keyless-error.js';
export type { AccessToken, GetTokenOptions, KeylessCredential } from './library/token-credential.js';
export type * from './report/documents.js';
export type * from './report/explained-document.js';
