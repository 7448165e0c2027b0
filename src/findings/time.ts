/** A party's timestamp as people read it: `2026-11-23 16:53:02 UTC`. Left alone when it has another form. */
export function utc(timestamp: string): string {
  return timestamp.replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
}

/** A span of time in words a person uses: `800 ms`, `10 s`, `1 m 30 s`, `23 h 59 m`, `2 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  for (const [size, unit, smaller, part] of units) {
    if (seconds < size) continue;
    const rest = Math.floor((seconds % size) / part);
    return rest > 0 ? `${Math.floor(seconds / size)} ${unit} ${rest} ${smaller}` : `${Math.floor(seconds / size)} ${unit}`;
  }
  return `${seconds} s`;
}

const units: [size: number, unit: string, smaller: string, part: number][] = [
  [86_400, 'd', 'h', 3600],
  [3600, 'h', 'm', 60],
  [60, 'm', 's', 1],
];
