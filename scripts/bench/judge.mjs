import { ratios, summary } from './statistics.mjs';

/** What a row came to: its samples, what they say, and whether its bar is held; null where there is no bar, or nothing was measured. */
export function judge({ name, what, unit, against = null, bar = null }, { samples, problem = null, isBroken = false }) {
  const row = { name, what, unit, against, bar, problem, samples, statistics: null, ratio: null, measured: null, isHeld: null };
  // What could not be had on this machine breaks no bar; what ended in an error does.
  if (samples.length === 0) return { ...row, isHeld: bar !== null && isBroken ? false : null };
  const statistics = summary(samples.map(({ value }) => value));
  const ratio = against === null ? null : ratios(samples);
  const measured = bar === null ? null : measuredBy(bar.of, statistics, ratio);
  return { ...row, statistics, ratio, measured, isHeld: bar === null ? null : measured <= bar.most };
}

/** A bar is about the ratio of medians, or about one of the statistics. */
function measuredBy(of, statistics, ratio) {
  return of === 'ratio' ? ratio.ofMedians : statistics[of];
}
