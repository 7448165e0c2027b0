import { stripVTControlCharacters } from 'node:util';

import { describe, expect, test } from 'vitest';

import { paintAnsi, paintNothing } from '../../../src/report/marks.js';
import type { Paint } from '../../../src/report/marks.js';
import { widthOf } from '../../../src/ui/cells.js';
import { answerLines } from '../../../src/ui/talk/answer-lines.js';
import { nothingRead, readEnd, readPiece } from '../../../src/ui/talk/answer-reader.js';

/** Styles as letters in braces, so that a test can read them. */
const named: Paint = (style, text) => `{${style[0]}:${text}}`;

/** A whole answer, given in pieces of so many characters, as it is printed. */
function printed(markdown: string, { columns = 80, paint = named, size = markdown.length || 1 }: Options = {}): string[] {
  const lines: string[] = [];
  let reading = nothingRead;
  for (let at = 0; at < markdown.length; at += size) {
    const read = readPiece(reading, markdown.slice(at, at + size), columns);
    ({ reading } = read);
    lines.push(...read.done.flatMap((one) => answerLines(one, { columns, paint })));
  }
  return [...lines, ...readEnd(reading).flatMap((one) => answerLines(one, { columns, paint }))];
}

interface Options {
  columns?: number;
  paint?: Paint;
  size?: number;
}

describe('one line', () => {
  test.each([
    ['plain', 'plain'],
    ['**bold** and *italic* and `code`', '{b:bold} and {i:italic} and {c:code}'],
    ['__bold__ and _italic_', '{b:bold} and {i:italic}'],
    ['***both***', '{i:{b:both}}'],
    ['**bold with *italic* in it**', '{b:bold with} {b:{i:italic}} {b:in it}'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['in*side*words', 'in{i:side}words'],
    ['**not closed', '**not closed'],
    ['a ** b ** c', 'a ** b ** c'],
    ['`not closed', '`not closed'],
    ['``a `tick` inside``', '{c:a `tick` inside}'],
    ['`**raw**`', '{c:**raw**}'],
    ['\\*kept\\* \\# \\q', '*kept* # \\q'],
    ['[text](https://a.example/x_(y)) end', 'text (https://a.example/x_(y)) end'],
    ['[**bold** link](https://a.example "title")', '{b:bold} link (https://a.example)'],
    ['[https://a.example](https://a.example)', 'https://a.example'],
    ['![a picture](https://a.example/p.png)', 'a picture (https://a.example/p.png)'],
    ['<https://a.example> and <me@a.example>', 'https://a.example and me@a.example'],
    ['https://a.example/snake_case_/*x', 'https://a.example/snake_case_/*x'],
    ['[no link] and [1]', '[no link] and [1]'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['Vec<String> and a < b', 'Vec<String> and a < b'],
    ['#hashtag', '#hashtag'],
    ['---', `{d:${'─'.repeat(40)}}`],
    ['* * *', `{d:${'─'.repeat(40)}}`],
    ['- item', '- item'],
    ['* **item**', '- {b:item}'],
    ['+ item', '- item'],
    ['12. item', '12. item'],
    ['3) item', '3) item'],
    ['  - nested', '  - nested'],
    ['- [x] done', '- [x] done'],
    ['> said', '> said'],
    ['> > twice', '> > twice'],
    ['1.5 is a number', '1.5 is a number'],
    ['-5 degrees', '-5 degrees'],
  ])('%s', (markdown, line) => {
    expect(printed(markdown)).toEqual([line]);
  });

  test('what moves the cursor or turns the text is shown, and no escape sequence gets through', () => {
    const lines = printed('a\u001B[31mb\u0007 \u202Etxt\u202C `\u001B]0;x\u0007`\n```\n\u001B[2J\u009B1A\n```');
    expect(lines[0]).toBe('a⟨U+001B⟩[31mb⟨U+0007⟩ ⟨U+202E⟩txt⟨U+202C⟩ {c:⟨U+001B⟩]0;x⟨U+0007⟩}');
    expect(lines[1]).toBe('⟨U+001B⟩[2J⟨U+009B⟩1A');
  });
});

describe('blocks', () => {
  test('an item is folded with a hanging indent, a quote with its marks', () => {
    expect(printed('10. one two three four five\n   - six seven eight nine\n> ten eleven twelve thirteen', { columns: 21 })).toEqual([
      '10. one two three',
      '    four five',
      '   - six seven eight',
      '     nine',
      '> ten eleven twelve',
      '> thirteen',
    ]);
  });

  test('code is verbatim in the first column, its language above it, and never folded', () => {
    const long = `const x = ${'1 + '.repeat(40)}1; // **not bold**  `;
    expect(printed(`Do:\n\n\`\`\`ts\n${long}\n\n  - kept\n\`\`\`\nDone.`, { columns: 40 })).toEqual([
      'Do:',
      '',
      '{d:ts}',
      long,
      '',
      '  - kept',
      'Done.',
    ]);
  });

  test.each([
    ['a fence in a longer one', '````md\n```js\nx\n```\n````\nend', ['{d:md}', '```js', 'x', '```', 'end']],
    ['tildes around backticks', '~~~\n```\n~~~\n**end**', ['```', '{b:end}']],
    ['a fence that never closes', '```\na\n# b', ['a', '# b']],
    [
      'a fence within an item',
      '1. do\n\n   ```sh\n   ls  -l\n     x\n   ```\n2. then',
      ['1. do', '', '{d:sh}', 'ls  -l', '  x', '2. then'],
    ],
    ['code by indent', 'so:\n\n    x = *y*\n\nend', ['so:', '', 'x = *y*', '', 'end']],
    ['no code by indent within a list', '- a\n    - *b*\n      more', ['- a', '    - {i:b}', '      more']],
    ['code in a line that looks like a fence', '```x``` y', ['{c:x} y']],
    ['line breaks of Windows', '- a\r\n\r\n```\r\nb\r\n```\r\nc', ['- a', '', 'b', 'c']],
    ['line breaks of an old Mac', 'a\rb', ['a', 'b']],
    ['empty lines', '\n\n\na\n\n\n\nb\n\n', ['a', '', 'b']],
    ['a tab in code', '```\n\tx\n12\ty\n```', ['    x', '12  y']],
    ['a heading', 'a\n# Title', ['a', '{b:Title}']],
    ['a heading with styles in it', 'a\n### A `name` and *more* ###', ['a', '{b:A} {b:{c:name}} {b:and} {b:{i:more}}']],
    ['a heading first, which keeps away from the name above', '# Title\n\na', ['', '{b:Title}', '', 'a']],
    ['nothing', '', []],
    ['nothing but space', ' \n\n ', []],
  ])('%s', (_, markdown, lines) => {
    expect(printed(markdown)).toEqual(lines);
    for (const size of [1, 2, 3, 7]) expect(printed(markdown, { size }), `in pieces of ${size}`).toEqual(lines);
  });

  const table = '| Name | Size |\n|:--|--:|\n| `a` | 1 |\n| 漢字 | **200** |\n\nend';

  test('a table has its columns in line', () => {
    const plain = printed(table, { paint: paintNothing });
    expect(plain).toEqual(['Name  Size', '────  ────', 'a        1', '漢字   200', '', 'end']);
    expect(plain.slice(0, 4).map((line) => widthOf(line))).toEqual([10, 10, 10, 10]);
    expect(printed(table, { paint: paintAnsi }).map((line) => stripVTControlCharacters(line))).toEqual(plain);
    expect(printed(table, { size: 1, paint: paintNothing })).toEqual(plain);
  });

  test('a table that is wider than the window, or none, stays as it is', () => {
    expect(printed(table, { columns: 10 }).slice(0, 2)).toEqual(['| Name | Size |', '|:--|--:|']);
    expect(printed('| a | b |\n| c | d |')).toEqual(['| a | b |', '| c | d |']);
    expect(printed('| alone')).toEqual(['| alone']);
    expect(printed('| a \\| b | `c|d` |\n|-|-|\n||x|', { paint: paintNothing })).toEqual(['a | b  c|d', '─────  ───', '       x']);
  });

  test('an address stays whole, however narrow the window is', () => {
    const address = `https://a.example/${'path/'.repeat(12)}end`;
    expect(printed(`see [this page](${address}) now`, { columns: 40 })).toEqual(['see this page', `(${address})`, 'now']);
  });
});

describe('a line that is longer than the window, while it comes', () => {
  test.each([
    ['prose', 'some **bold words** and `code` more '.repeat(80)],
    ['an item', `- ${'some words more '.repeat(80)}`],
    ['a quote', `> ${'some words more '.repeat(80)}`],
    ['wide characters', '漢字仮名 '.repeat(300)],
  ])('%s: its rows are those of the whole line', (_, line) => {
    for (const columns of [40, 80]) {
      const whole = answerLines({ text: line.trimEnd(), isCode: false }, { columns, paint: named });
      for (const size of [1, 5, 400]) expect(printed(line.trimEnd(), { columns, size })).toEqual(whole);
    }
  });

  test.each([
    ['one word', 'x'.repeat(50_000)],
    ['emphasis that never closes', `**${'word '.repeat(10_000)}`],
    ['brackets', '[a '.repeat(15_000)],
    ['stars', '*a '.repeat(15_000)],
    ['backticks', '`a '.repeat(15_000)],
    ['code', `\`\`\`\n${'x'.repeat(50_000)}`],
    ['a row of a table', `| ${'x | '.repeat(12_000)}`],
    ['a list', '- some item of it\n'.repeat(3000)],
    ['a table', '| a | b |\n'.repeat(5000)],
    ['empty lines', '\n'.repeat(50_000)],
  ])('%s without end costs the same for every piece, and loses nothing', (_, markdown) => {
    // A line that came whole in one piece is cut as well: uncut, 50,000 brackets took half a minute.
    const before = process.cpuUsage();
    const whole = readPiece(nothingRead, `${markdown.replaceAll('\n', ' ')}\n`, 80);
    for (const answer of whole.done) answerLines(answer, { columns: 80, paint: paintNothing });
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(8);

    let reading = nothingRead;
    let held = 0;
    const lines: string[] = [];
    for (let at = 0; at < markdown.length; at += 50) {
      const read = readPiece(reading, markdown.slice(at, at + 50), 80);
      ({ reading } = read);
      held = Math.max(held, reading.tail.length + reading.table.join('').length);
      lines.push(...read.done.map(({ text }) => text));
    }
    lines.push(...readEnd(reading).map(({ text }) => text));
    expect(held).toBeLessThan(17_000);
    const letters = (text: string): string => text.replaceAll(/\s/g, '');
    expect(letters(lines.join('')).length).toBe(letters(markdown.replace('```', '')).length);
  });
});

test('whatever Markdown is made of, it comes to the same in pieces, and nothing in it moves the cursor', () => {
  const bits =
    'a|word |**|*|_|`|```|~~~|\n|\n\n|\r\n|\r|- |1. |# |> > |[|](|http://x.y/|)|<|&amp;|\\|    |\t|漢字|é|👩‍👩‍👧|שלום|\u001B[2J|\u202E|---|!['.split(
      '|',
    );
  const all = [...bits, '| ', '|-|-|\n'];
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let round = 0; round < 300; round += 1) {
    const markdown = Array.from({ length: random(60) + 1 }, () => all[random(all.length)] ?? '').join('');
    const lines = printed(markdown, { columns: 40, paint: paintNothing });
    expect(lines.join(''), JSON.stringify(markdown)).not.toMatch(/[\p{Cc}\u202E]/u);
    for (const size of [1, 3])
      expect(printed(markdown, { columns: 40, paint: paintNothing, size }), JSON.stringify(markdown)).toEqual(lines);
  }
});
