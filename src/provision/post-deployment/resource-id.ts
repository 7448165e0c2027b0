/** The parts of the id of a resource in a group. */
interface ResourceId {
  subscription: string;
  group: string;
  /** Such as `Microsoft.Storage/storageAccounts`. */
  type: string;
  name: string;
}

/** Reads an id; null for a name, and for anything else. Azure compares ids without regard to case. */
export function readId(id: string): ResourceId | null {
  const groups = pattern.exec(id.trim().replace(/\/+$/, ''))?.groups;
  if (!groups) return null;
  const { subscription = '', group = '', type = '', name = '' } = groups;
  return { subscription, group, type, name };
}

const pattern =
  /^\/subscriptions\/(?<subscription>[^/\s]+)\/resourceGroups\/(?<group>[^/\s]+)\/providers\/(?<type>[^/\s]+\/[^/\s]+)\/(?<name>[^/\s]+)$/i;

/** The name at the end of an id. */
export function nameOf(id: string): string {
  return id.split('/').at(-1) ?? '';
}

/** Whether both are the same id, or the same name. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
