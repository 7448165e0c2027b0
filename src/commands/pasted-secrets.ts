import { createRedactor } from '../chain/redact.js';
import { hideNamedSecrets } from '../settings/named-secrets.js';

/** What is taken out of pasted lines: by name first, so that a value is known wherever it comes again; then by shape. */
export function withoutPastedSecrets(lines: readonly string[]): string[] {
  const { redact } = createRedactor([]);
  return hideNamedSecrets(lines).map(redact);
}
