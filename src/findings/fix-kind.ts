/** How sure we are that a fix is the right one. */
export type Confidence = 'certain' | 'likely' | 'maybe';

/** Whose side the change is made on. */
export type Where = 'azure' | 'auth0' | 'local';

/**
 * One thing to do about a finding. Every kind can be copied as it stands. Those with one `step` belong together: they are ways to do
 * it, or parts of one. `title` says which way, such as "if it is a managed identity"; what shares a title is done one after another.
 */
export type Fix = { where: Where; confidence: Confidence; step?: string; title?: string } & (
  | { kind: 'command'; command: string }
  /** A path through a portal or dashboard, and its address where there is one. */
  | { kind: 'portal'; path: string; url: string | null }
  /** A value to set: `name` is the setting or the property, `value` what it must hold. */
  | { kind: 'set'; name: string; value: string }
  /** A message for the person who may make the change. */
  | { kind: 'message'; text: string }
  | { kind: 'wait'; text: string }
  | { kind: 'do'; text: string }
);
