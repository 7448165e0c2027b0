/**
 * The same stream with something of it replaced. Everything else is the stream's own and happens to the stream itself: who listens to
 * it, and a size that changes.
 */
export function withOwn<T extends NodeJS.WriteStream>(stream: T, own: Partial<Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>>): T {
  return new Proxy(stream, {
    get(target, name) {
      if (name in own) return Reflect.get(own, name) as unknown;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
