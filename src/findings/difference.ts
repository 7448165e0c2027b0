export type DifferenceKind = 'case' | 'missing' | 'extra' | 'replaced' | 'whitespace' | 'invisible' | 'lookalike';

/** One place where two strings differ. `position` counts code points from 1, in the token's value (for `extra`, in Azure's). */
export interface Difference {
  kind: DifferenceKind;
  position: number;
  /** What the token has there; empty when it has nothing. */
  token: string;
  /** What Azure has there; empty when it has nothing. */
  azure: string;
}
