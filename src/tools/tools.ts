import { createAuth0Cli } from './auth0-cli.js';
import { createAz } from './az.js';
import { withDeployments } from './az-deployment.js';
import { withRoles } from './az-role.js';
import type { Around } from './drive.js';
import type { Tools } from './tool.js';

/** The two command line tools of the person, as they are signed in on this machine. */
export function createTools(around: Around): Tools {
  return { az: withDeployments(withRoles(createAz(around)), { signal: around.signal }), auth0: createAuth0Cli(around) };
}
