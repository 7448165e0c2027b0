import { blobReader } from './commands.js';
import { isRecord } from '../../chain/exchange.js';
import type { Auth0Facts, Facts } from './facts.js';
import type { Picks } from './pick.js';
import type { ActionKind } from './planned.js';
import type { Which } from './plan-web-app.js';
import { readClient, readIdentity } from './read-facts.js';

/** A command that has ended well, and what it printed. `which`: the web app that it was about. */
export interface Done {
  kind: ActionKind;
  value: unknown;
  which: Which;
}

/** What is known now, by what a command printed, or because it ended well. What shows only in Azure is read there again, by others. */
export function take({ kind, value, which }: Done, facts: Facts, { storage }: Picks): Facts {
  const { auth0 } = facts;
  const of = (changed: Partial<Auth0Facts>): Facts => ({ ...facts, auth0: { ...auth0, ...changed } });
  switch (kind) {
    case 'identity':
      // What was made a moment ago has no roles yet.
      return { ...facts, identity: { ok: true, value: readIdentity(identityIn(value)) }, roles: { ok: true, value: [] } };
    case 'role':
      return { ...facts, roles: { ok: true, value: storage?.kind === 'there' ? [{ roleId: blobReader, scope: storage.id }] : [] } };
    case 'client':
    case 'callbacks':
      return isRecord(value) ? of({ client: { ok: true, value: readClient(value) } }) : facts;
    case 'secret':
      return of({ hasSecret: true });
    case 'setting':
      return of({ isStored: which === 0 ? [true, auth0.isStored[1]] : [auth0.isStored[0], true] });
    case 'connection':
    case 'sign-in':
      return facts;
    default:
      return kind satisfies never;
  }
}

/** `az rest` prints the whole account, the command of its own the identity alone. */
function identityIn(value: unknown): unknown {
  return isRecord(value) && isRecord(value['identity']) ? value['identity'] : value;
}
