import type { Usage } from './read-option.js';

/** Seconds of a time as a person writes it, `90s`, `10m`, `1h30m`; null for what is none, or is nothing, or more than a day. */
export function readSpan(text: string): number | null {
  const [, hours, minutes, seconds] = /^(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?$/.exec(text.trim()) ?? [];
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return whole > 0 && whole <= 86_400 ? whole : null;
}

export function spanUnread(text: string): Usage {
  return {
    problem: `--wait takes a time up to 24h, and ${text === '' ? 'nothing' : text} is none.`,
    hint: 'For example --wait=90s, --wait=10m or --wait=1h.',
  };
}
