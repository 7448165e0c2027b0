// What samples say. A median is not moved by the one run that the machine was busy for; a mean is.

/** The value below which this share of the samples lies, between the two nearest ones in proportion (Hyndman and Fan, type 7). */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError('no samples');
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const below = sorted[low];
  const above = sorted[Math.min(low + 1, sorted.length - 1)];
  return below + (above - below) * (place - low);
}

export const median = (values) => quantile(values, 0.5);

/** Median, the quartiles, the 95th percentile, and the largest. */
export function summary(values) {
  const at = (share) => quantile(values, share);
  return { median: at(0.5), low: at(0.25), high: at(0.75), p95: at(0.95), most: at(1) };
}

/**
 * How often as much as what it was taken with: the ratio of the two medians, and the median of the ratios of the pairs, with their
 * quartiles. Where the two differ much, the machine was busy for one and not for the other.
 */
export function ratios(samples) {
  const values = samples.map(({ value }) => value);
  const against = samples.map((sample) => sample.against);
  const pairs = samples.map((sample) => sample.value / sample.against);
  const { median: ofPairs, low, high } = summary(pairs);
  return { ofMedians: median(values) / median(against), ofPairs, low, high };
}
