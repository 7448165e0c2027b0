import type { CheckEvent, CheckId } from '../../checks/check.js';

/** What is over sooner needs no sign of life. */
const slowMs = 300;

/** Tells of each check that has not ended in that time. */
export function noticeSlow(tell: (check: CheckId) => void): { follow(event: CheckEvent): void; end(): void } {
  const timers = new Map<CheckId, NodeJS.Timeout>();
  const drop = (id: CheckId): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    follow(event) {
      if (event.type === 'started') timers.set(event.id, setTimeout(() => tell(event.id), slowMs).unref());
      if (event.type === 'finished') drop(event.result.id);
    },
    end: () => [...timers.keys()].forEach(drop),
  };
}
