import { judge } from './judge.mjs';
import { Unavailable } from './place.mjs';

/** How many rounds there are of what is started 25 times as a rule; of what takes longer there are fewer, in proportion. */
export const usualRounds = 25;

/**
 * Takes the samples of an experiment, round by round, and judges its rows. A round before the first fills the caches of the disk and
 * of compiled code, and is not counted; what `isWarm` goes without, since it starts to count only after a while.
 */
export async function measure(experiment, place, rounds) {
  const { rows, isWarm = false, open = () => null, take } = experiment;
  const samples = new Map(rows.map(({ name }) => [name, []]));
  const count = Math.max(1, Math.round((experiment.rounds * rounds) / usualRounds));
  let opened = null;
  try {
    opened = await open(place);
    for (let round = isWarm ? 0 : -1; round < count; round += 1) {
      const taken = await take({ place, round, opened });
      if (round >= 0) for (const [name, one] of Object.entries(taken)) samples.get(name).push(...[one].flat());
    }
  } catch (error) {
    if (place.isClosed) throw error;
    const came = { samples: [], problem: error.message, isBroken: !(error instanceof Unavailable) };
    return rows.map((row) => judge(row, came));
  } finally {
    await opened?.close?.();
  }
  return rows.map((row) => judge(row, { samples: samples.get(row.name) }));
}
