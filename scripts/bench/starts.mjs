import { emptyNode, pair, wholeMs } from './child.mjs';

const floor = '`node -e 0`';

/** What a command costs of which nobody is asked: from the start of the process to its end. */
export const starts = [
  start('version', ['--version'], 1.25),
  start('help', ['--help'], 1.25),
  start('explain', ['explain', 'trust/issuer-slash'], 1.6),
];

function start(name, args, most) {
  return {
    name,
    rounds: 25,
    rows: [{ name, what: `\`keyless ${args.join(' ')}\``, unit: 'ms', against: floor, bar: { of: 'ratio', most } }],
    take: async ({ place, round }) => ({
      [name]: await pair(
        round,
        () => wholeMs(place, place.keyless(...args)),
        () => wholeMs(place, emptyNode),
      ),
    }),
  };
}
