/**
 * The size of the window as the system knows it, in columns and rows; null where it cannot be had. What Node tells is what it has heard of,
 * and while it draws it hears nothing. For this there is no public way.
 */
export function realSize(stdout: NodeJS.WriteStream): [columns: number, rows: number] | null {
  const handle: unknown = Reflect.get(stdout, '_handle');
  if (!isSized(handle)) return null;
  const size: [number, number] = [0, 0];
  return handle.getWindowSize(size) === 0 && size[0] > 0 ? size : null;
}

function isSized(handle: unknown): handle is { getWindowSize(size: [number, number]): number } {
  return typeof handle === 'object' && handle !== null && 'getWindowSize' in handle && typeof handle.getWindowSize === 'function';
}
