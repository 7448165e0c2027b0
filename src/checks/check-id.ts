/** The groups of the checks, in the order in which a token meets them. */
export const groups = ['settings', 'auth0', 'token', 'trust', 'entra', 'azure-openai'] as const;
export type Group = (typeof groups)[number];

/** A check by its permanent name, such as `trust.issuer`. */
export type CheckId = `${Group}.${string}`;
