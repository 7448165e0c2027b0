/** One line of Markdown, by what it begins with. `from` is where its text begins in the line. */
export type Block =
  | { kind: 'blank' }
  | { kind: 'rule' }
  | { kind: 'heading'; text: string; from: number }
  | { kind: 'fence'; fence: Fence; language: string }
  | { kind: 'row' }
  | { kind: 'code'; text: string }
  /** `first` stands before its first row, `next` before the others. */
  | { kind: 'text'; first: string; next: string; text: string; from: number; isItem: boolean };

/** What opened a block of code; only its like can close it. */
export interface Fence {
  mark: '`' | '~';
  length: number;
  /** So much of the indent of its lines is that of the fence. */
  indent: number;
}

/** What a line is outside of a block of code; within a list an indent means that it belongs to an item. */
export function blockOf(line: string, isInList: boolean): Block {
  if (line.trim() === '') return { kind: 'blank' };
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  const depth = indent.replaceAll('\t', '    ').length;
  const begun = line.slice(indent.length);
  const fence = fenceOf(begun, depth);
  if (fence && (depth < 4 || isInList)) return fence;
  if (depth >= 4 && !isInList && !/^(?:[-*+]|\d{1,9}[.)]) /.test(begun)) return { kind: 'code', text: line.replace(/^(?: {4}|\t)/, '') };
  if (begun.startsWith('|')) return { kind: 'row' };
  if (/^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(begun)) return { kind: 'rule' };
  const heading = /^#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(begun);
  if (heading) return { kind: 'heading', text: heading[1] ?? '', from: indent.length + begun.indexOf(heading[1] ?? '', 1) };
  return textOf(begun, indent.length, ' '.repeat(Math.min(depth, deepest)));
}

/** Whether a line closes the block of code that this fence opened (CommonMark 0.31, 4.5). */
export function closes(line: string, { mark, length }: Fence): boolean {
  const text = line.trim();
  return text.length >= length && text === mark.repeat(text.length);
}

/** A deeper indent would leave no room for words in a narrow window. */
const deepest = 12;

function fenceOf(begun: string, indent: number): Extract<Block, { kind: 'fence' }> | null {
  const found = /^(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/.exec(begun);
  const [marks = '', info = ''] = found?.slice(1) ?? [];
  const mark = marks.startsWith('`') ? '`' : '~';
  // Backticks behind backticks: code in a line, and no fence.
  if (!found || (mark === '`' && info.includes('`'))) return null;
  return { kind: 'fence', fence: { mark, length: marks.length, indent }, language: /^\S*/.exec(info)?.[0] ?? '' };
}

function textOf(begun: string, indent: number, before: string): Block {
  const item = /^([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)/.exec(begun);
  if (item) {
    const [marker, sign = ''] = item;
    const first = `${before}${/\d/.test(sign) ? sign : '-'} `;
    return {
      kind: 'text',
      first,
      next: ' '.repeat(first.length),
      text: begun.slice(marker.length),
      from: indent + marker.length,
      isItem: true,
    };
  }
  const quote = /^(?:>[ \t]?)+/.exec(begun)?.[0] ?? '';
  const marks = before + '> '.repeat(Math.min(quote.replaceAll(/[^>]/g, '').length, 6));
  return { kind: 'text', first: marks, next: marks, text: begun.slice(quote.length), from: indent + quote.length, isItem: false };
}
