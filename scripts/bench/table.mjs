/** The result as docs/performance.md has it: what it was measured on, and a row for each measurement. */
export function renderTable({ machine, node, rounds, seconds, rows }) {
  const { platform, arch, cores, cpu, load } = machine;
  return [
    `Node ${node}, ${platform} ${arch}, ${cores} × ${cpu}, load ${load.map(number).join(' to ')}, ${rounds} rounds of what is short, ${Math.round(seconds)} s in all:`,
    '',
    '| What | Measured | Middle half | Against | Ratio | Of pairs | Bar | Held |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${cells(row).join(' | ')} |`),
  ].join('\n');
}

function cells({ what, unit, against, bar, problem, statistics, ratio, isHeld }) {
  const held = isHeld === null ? '' : isHeld ? 'yes' : '**no**';
  if (statistics === null) return [what, `not measured: ${firstLine(problem)}`, '', against ?? '', '', '', barText(bar, unit), held];
  const shown = bar === null || bar.of === 'ratio' ? 'median' : bar.of;
  const floor = against === null ? '' : `${against}: ${number(statistics.median / ratio.ofMedians)}`;
  return [
    what,
    `${number(statistics[shown])} ${unit}${shown === 'p95' ? ', 95th percentile' : ''}`,
    `${number(statistics.low)}–${number(statistics.high)}`,
    floor,
    ratio === null ? '' : `**${number(ratio.ofMedians)}**`,
    ratio === null ? '' : `${number(ratio.ofPairs)} (${number(ratio.low)}–${number(ratio.high)})`,
    barText(bar, unit),
    held,
  ];
}

function barText(bar, unit) {
  if (bar === null) return '';
  return bar.of === 'ratio' ? `${bar.most} ×` : `${bar.most} ${unit}`;
}

/** A cell is one line, and nothing in it ends it. */
const firstLine = (text) => text.split('\n')[0].replaceAll('|', '\\|').slice(0, 120);

/** As many digits as mean something. */
export function number(value) {
  if (Number.isInteger(value)) return String(value);
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

const [start, end] = ['<!-- bench: written by npm run bench -- --write -->', '<!-- bench: end -->'];

/** The document with the table between its marks replaced by this one. */
export function written(document, table) {
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no place for the table: ${start} … ${end}`);
  return `${document.slice(0, from + start.length)}\n\n${table}\n\n${document.slice(to)}`;
}
