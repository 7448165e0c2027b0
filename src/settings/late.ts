/** What is made when it is first wanted, and kept: at a start nobody should wait for what that start does not need. */
export function late<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
