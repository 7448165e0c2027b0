/** What has to be there before the values can be: each can be missing, and has a guide. */
export const things = [
  'auth0-api',
  'auth0-application',
  'auth0-grant',
  'managed-identity',
  'federated-credential',
  'role',
  'deployment',
] as const;
export type Thing = (typeof things)[number];
