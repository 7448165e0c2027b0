import { Box, Static, Text } from 'ink';
import { memo } from 'react';

import { widthOf } from './cells.js';
import type { Look } from './look.js';
import { pastLines } from './past-lines.js';
import type { Past } from './state.js';

/**
 * What is printed above the screen, each once. It must not be rendered again for a key or a piece of an answer: every commit of a
 * `Static` is a frame of its own, past all limits (facts of Ink 8: 10,511 frames for 20,000 tokens against 689).
 */
export const PastList = memo(function PastList({ past, columns, rows, paint, link }: { past: readonly Past[] } & Omit<Look, 'spinner'>) {
  const items = past as Past[];
  return (
    <Static items={items}>
      {(item, index) => <Lines key={index} lines={pastLines(item, { columns, rows, paint, link, spinner: '' })} />}
    </Static>
  );
});

/** Lines as they are. A box as wide as the widest keeps Ink from folding them: the terminal does, and copies them whole. */
function Lines({ lines }: { lines: string[] }) {
  const width = lines.reduce((most, line) => Math.max(most, widthOf(line)), 1);
  return (
    <Box width={width} flexShrink={0}>
      <Text wrap="truncate">{lines.map((line) => (line === '' ? ' ' : line)).join('\n')}</Text>
    </Box>
  );
}
