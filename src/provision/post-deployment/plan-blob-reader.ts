import { isWithin } from '../../chain/account.js';
import { assignBlobReader, assignIdentity, blobReader } from './commands.js';
import type { Facts, IdentityFact, RoleFact } from './facts.js';
import type { Picks } from './pick.js';
import { planned } from './planned.js';
import type { Action, Planned } from './planned.js';
import { nameOf } from './resource-id.js';

const id = 'post.blob-reader';

/** The roles that let somebody read blobs: Reader, Contributor and Owner of blob data. Owner, Contributor and Reader of the account do not. */
const enough = new Set([blobReader, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b']);

/** Document Intelligence reads documents out of the storage account, as its own identity. */
export function blobReaderStep({ identity, roles }: Facts, { storage, documentIntelligence: account }: Picks): Planned {
  if (storage?.kind !== 'there' || account?.kind !== 'there') {
    const isAsked = storage?.kind === 'asked' || account?.kind === 'asked';
    return planned({ id, title: 'role Storage Blob Data Reader of Document Intelligence', state: isAsked ? 'asked' : 'unknown' });
  }
  const title = `role Storage Blob Data Reader of ${nameOf(account.id)} on ${nameOf(storage.id)}`;
  if (!identity?.ok || (identity.value.principalId !== null && !roles?.ok)) return planned({ id, title, state: 'unknown' });
  if (roles?.ok && roles.value.some((role) => counts(role, storage.id))) return planned({ id, title, state: 'right' });
  return planned({ id, title, state: 'create', ...missing(identity.value, account.id, storage.id) });
}

/** A role counts at its scope and below. */
function counts({ roleId, scope }: RoleFact, storageId: string): boolean {
  return enough.has(roleId.toLowerCase()) && isWithin(storageId, scope);
}

function missing(identity: IdentityFact, accountId: string, storageId: string) {
  const { principalId, userAssigned } = identity;
  const before = userAssigned.length > 0 ? 'UserAssigned' : null;
  const role: Action = { kind: 'role', text: assignBlobReader(principalId, storageId) };
  const given = { name: 'role assignment', from: null, to: `Storage Blob Data Reader (${blobReader})` };
  if (principalId !== null) return { changes: [given], actions: [role] };
  const switched = { name: 'identity', from: before, to: before === null ? 'SystemAssigned' : 'SystemAssigned, UserAssigned' };
  const assign: Action = { kind: 'identity', text: assignIdentity(accountId, userAssigned) };
  return { changes: [switched, given], actions: [assign, role] };
}
