import { quote } from '../../findings/quote.js';
import { approve } from './commands.js';
import type { ConnectionFact, Facts, LinkFact } from './facts.js';
import type { Picks } from './pick.js';
import { planned } from './planned.js';
import type { Planned, What } from './planned.js';
import { isSame, nameOf, readId } from './resource-id.js';

const id = 'post.private-link';

/** AI Search has asked to be let in to the storage account: whoever owns that account has to say yes. */
export function privateLinkStep({ connections, links }: Facts, { storage, search }: Picks): Planned {
  if (storage?.kind !== 'there' || search?.kind !== 'there') {
    const isAsked = storage?.kind === 'asked' || search?.kind === 'asked';
    return planned({ id, title: 'shared private link of AI Search', state: isAsked ? 'asked' : 'unknown' });
  }
  const title = `shared private link of ${nameOf(search.id)} to ${nameOf(storage.id)}`;
  if (!connections?.ok || !links?.ok) return planned({ id, title, state: 'unknown' });
  const own = links.value.filter((link) => isSame(link.resourceId, storage.id) && isSame(link.group, 'blob'));
  return planned({ id, title, ...judge(own, connections.value, storage.id) });
}

type Judged = Omit<What, 'id' | 'title'>;

function judge(links: readonly LinkFact[], connections: readonly ConnectionFact[], storageId: string): Judged {
  if (links.length === 0)
    return {
      state: 'waits',
      notes: ['AI Search has not asked for a shared private link to the blobs of this account, so there is nothing to approve.'],
    };
  const refused = links.find(({ status }) => isSame(status, 'Rejected') || isSame(status, 'Disconnected'));
  if (refused) return again(refused);
  if (links.every((link) => isSame(link.status, 'Approved') && isSame(link.provisioningState, 'Succeeded'))) return { state: 'right' };
  const foreign = connections.filter((one) => isOfMicrosoft(one, storageId));
  const pending = links.filter(({ status }) => isSame(status, 'Pending'));
  const waiting = foreign.filter(({ status }) => isSame(status, 'Pending'));
  if (waiting.length === 0) return settled(foreign);
  return decide(pending, waiting);
}

/** Nothing is deleted here, and only AI Search can ask anew. */
function again({ name, status }: LinkFact): Judged {
  const note = `The link ${quote(name)} is ${status.toLowerCase()}, and stays so. At AI Search (Settings › Networking › Shared private access) it has to be deleted and made again; then it can be approved here.`;
  return { state: 'waits', notes: [note] };
}

/** The endpoint that AI Search asks with stands in a subscription of Microsoft; one of this subscription is somebody's own. */
function isOfMicrosoft({ endpointId, groups }: ConnectionFact, storageId: string): boolean {
  const isForBlobs = groups === null || groups.some((group) => isSame(group, 'blob'));
  const [, , subscription = ''] = endpointId.split('/');
  return isForBlobs && !isSame(subscription, readId(storageId)?.subscription ?? '');
}

function settled(foreign: readonly ConnectionFact[]): Judged {
  if (foreign.some(({ status }) => isSame(status, 'Approved')))
    return { state: 'waits', notes: ['It is approved. AI Search notices that within some minutes.'] };
  if (foreign.length > 0)
    return { state: 'waits', notes: ['The storage account has refused the connection. It has to be asked for again at AI Search.'] };
  return {
    state: 'waits',
    notes: ['AI Search has asked, and the request has not arrived at the storage account yet. That takes some minutes.'],
  };
}

/** Only what AI Search has asked for is approved: by the words of its request, or where it does not tell them, when there is no other. */
function decide(pending: readonly LinkFact[], waiting: readonly ConnectionFact[]): Judged {
  const messages = new Set(pending.map(({ requestMessage }) => requestMessage.trim()).filter((message) => message !== ''));
  const meant = waiting.filter(({ description }) => messages.has(description.trim()));
  const [only] = waiting;
  if (meant.length > 0 && meant.length <= pending.length) return approval(meant, []);
  if (messages.size === 0 && waiting.length === 1 && pending.length === 1 && only)
    return approval(
      [only],
      ['AI Search does not tell the words of its request; this is the only one from a subscription that is not yours.'],
    );
  const words = waiting.map(({ endpointId, description }) => `${nameOf(endpointId)} (${quote(description)})`).join(', ');
  const note =
    meant.length === 0 && messages.size > 0
      ? `None of the connections that wait says the words of the request of AI Search (${[...messages].map(quote).join(', ')}): ${words}.`
      : `${waiting.length} connections wait for a decision, and which of them AI Search asked for cannot be told: ${words}.`;
  return { state: 'unknown', notes: [note] };
}

function approval(meant: readonly ConnectionFact[], notes: string[]): Judged {
  return {
    state: 'change',
    changes: meant.map((one) => ({ name: `connection ${nameOf(one.id)}`, from: 'Pending', to: 'Approved' })),
    actions: meant.map((one) => ({ kind: 'connection', text: approve(one.id) })),
    notes: [...notes, ...meant.map(({ description }) => `Whoever asks says: ${quote(description)}.`)],
  };
}
