/** The part of a text that looks most like an error, in a few lines; null where nothing does. */
export function closestTo(lines: readonly string[]): string | null {
  let best = { score: 0, at: -1 };
  lines.forEach((line, at) => {
    const score = scoreOf(line);
    if (score > best.score) best = { score, at };
  });
  // Of a text of a few lines the beginning shows what it was.
  const said = lines.filter((line) => line.trim() !== '');
  if (best.at === -1) return said.length > 0 && said.length <= 3 ? cut(said[0] ?? '') : null;
  const shown = lines
    .slice(best.at, best.at + 3)
    .filter((line, index) => index === 0 || scoreOf(line) > 0 || /^\s*(?:caused by|at |message|code|reason)/i.test(line))
    .map(cut);
  return shown.join('\n');
}

function cut(line: string): string {
  return line.length > mostOfLine ? `${line.slice(0, mostOfLine)} …` : line;
}

const mostOfLine = 240;

/** How much a line looks like one that tells of a failure: the words of failures, numbers of HTTP, codes in capitals. */
function scoreOf(line: string): number {
  return signs.reduce((sum, [sign, weight]) => sum + (sign.test(line) ? weight : 0), 0);
}

const signs: readonly (readonly [RegExp, number])[] = [
  [/AADSTS|error_description/i, 6],
  [/\b(?:fatal|panic|unhandled|exception)\b|Exception\b/i, 3],
  [/\berror\b|Error\b|\bERR!?(?=\s|$)/i, 3],
  [/\b(?:denied|unauthori[sz]ed|forbidden|refused|rejected|failed|failure|invalid|expired|not found)\b/i, 2],
  [/\b(?:token|issuer|audience|subject|credential|tenant|certificate|401|403)\b/i, 1],
];
