import { onTestFinished } from 'vitest';

import type { Sandbox } from '../../src/sandbox/start.js';
import { atHome } from '../support/az.js';
import type { AtHome } from '../support/az.js';

/** The tools of somebody who administers this place, and what reads it without them; gone with the test. */
export async function signedIn(place: Sandbox): Promise<AtHome> {
  const home = await atHome(place);
  onTestFinished(() => home.close());
  return home;
}
