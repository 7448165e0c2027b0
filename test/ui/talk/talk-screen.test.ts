import { describe, expect, test } from 'vitest';

import { allFound, answeredWith, fakeDesk, reportOf } from '../fake-desk.js';
import type { FakeDesk } from '../fake-desk.js';
import type { Mounted } from '../mount.js';
import { mount } from '../mount.js';

const sizes = [
  [80, 24],
  [40, 12],
] as const;

async function openPrompt(columns = 80, rows = 24, hasColour = true): Promise<{ desk: FakeDesk; screen: Mounted }> {
  const desk = fakeDesk({ found: allFound(), start: 'prompt' });
  const screen = mount(desk, { columns, rows, hasColour });
  await screen.waitFor('ctrl+c leave');
  desk.end(answeredWith('Hello.'));
  await screen.waitFor('enter send');
  return { desk, screen };
}

/** The answer in pieces, each on the screen before the next where `until` says so. */
function say(desk: FakeDesk, text: string): void {
  for (const piece of text.match(/[^]{1,7}/g) ?? []) desk.watch({ type: 'said', text: piece }, reportOf);
}

const answer = [
  '## A title',
  '',
  'Some **bold words** in a paragraph that is longer than forty columns are.',
  '',
  '1. first `item`',
  '2. second item, which has to be folded below its number',
  '',
  '```ts',
  `const line = '${'x'.repeat(90)}';`,
  '```',
  '',
  '| Name | Size |',
  '|------|-----:|',
  '| a    | 1    |',
].join('\n');

describe('an answer', () => {
  test.each(sizes)('reads well and copies cleanly at %ix%i', async (columns, rows) => {
    const { desk, screen } = await openPrompt(columns, rows);
    screen.send('go\r');
    await screen.waitFor('ctrl+c stop');
    say(desk, answer);
    desk.end(answeredWith(answer));
    await screen.waitFor('enter send');
    const all = screen.all().split('\n');
    expect(all).toContain('A title');
    expect(all).toContain('1. first item');
    expect(all).toContain('Name  Size');
    expect(all).toContain('a        1');
    if (columns === 40) expect(all).toEqual(expect.arrayContaining(['2. second item, which has to be folded', '   below its number']));
    // One line of code is one line of the terminal, however often it wraps.
    const { active } = screen.terminal.buffer;
    const first = all.findIndex((line) => line.startsWith("const line = '"));
    const wraps = Math.ceil(106 / columns) - 1;
    for (let row = 1; row <= wraps; row += 1) expect(active.getLine(first + row)?.isWrapped).toBe(true);
    expect(all.slice(first, first + wraps + 1).join('')).toBe(`const line = '${'x'.repeat(90)}';`);
    expect(all.join('\n')).not.toContain('**');
    expect(all.join('\n')).not.toContain('```');
    screen.send('\u0004');
    expect(await screen.exit).toBe(0);
  });

  test('is bold where it says so, and plain without colour', async () => {
    for (const hasColour of [true, false]) {
      const { desk, screen } = await openPrompt(80, 24, hasColour);
      screen.send('go\r');
      await screen.waitFor('ctrl+c stop');
      say(desk, 'a **bold** word');
      desk.end(answeredWith('x'));
      await screen.waitFor('a bold word');
      const { x, y } = screen.find('a bold word');
      expect(Boolean(screen.cell(x + 2, y).isBold())).toBe(hasColour);
      expect(Boolean(screen.cell(x + 7, y).isBold())).toBe(false);
      screen.send('\u0004');
      await screen.exit;
    }
  });

  test('resized to 40x12 and back while it streams loses nothing and repeats nothing', async () => {
    const { desk, screen } = await openPrompt();
    screen.send('go\r');
    await screen.waitFor('ctrl+c stop');
    let number = 0;
    const more = async (count: number): Promise<void> => {
      for (const end = number + count; number < end; number += 1) say(desk, `- item ${number} of it\n`);
      await screen.waitFor(() => screen.all().includes(`item ${number - 1} of it`));
    };
    await more(8);
    say(desk, 'the beginning of a line');
    await screen.waitFor('the beginning of a line');
    screen.resize(40, 12);
    say(desk, ', its end\n');
    await more(8);
    say(desk, 'another beginning');
    await screen.waitFor('another beginning');
    screen.resize(80, 24);
    say(desk, ', another end\n');
    await more(8);
    desk.end(answeredWith('x'));
    await screen.waitFor('enter send');
    const all = screen.all();
    for (let item = 0; item < number; item += 1) expect(all.match(new RegExp(`- item ${item} of it`, 'g')), `item ${item}`).toHaveLength(1);
    for (const line of ['the beginning of a line, its end', 'another beginning, another end']) expect(all.split(line)).toHaveLength(2);
    screen.send('\u0004');
    await screen.exit;
  });

  test.each([
    ['one endless line', () => 'token '],
    ['one endless word', () => 'token'],
    ['one endless block of code', (at: number) => (at === 0 ? '```ts\n' : at % 12 === 0 ? 'token;\n' : 'token ')],
    ['one endless line of code', (at: number) => (at === 0 ? '```\n' : 'token ')],
    ['one endless list', (at: number) => (at % 12 === 0 ? '\n- **token** ' : 'token ')],
    ['one endless table', (at: number) => (at % 12 === 0 ? '\n| token | ' : 'token | ')],
  ])('%s of five thousand tokens costs little, and stays lower than the window', async (_, piece) => {
    const { desk, screen } = await openPrompt(60, 14);
    screen.send('go\r');
    await screen.waitFor('ctrl+c stop');
    const count = (): number => screen.all().replaceAll('\n', '').match(/token/g)?.length ?? 0;
    const already = count();
    const before = screen.writes.length;
    const from = screen.terminal.buffer.active.baseY;
    for (let at = 0; at < 5000; at += 1) {
      desk.watch({ type: 'said', text: piece(at) }, reportOf);
      if (at % 250 === 0) await new Promise((resolve) => setTimeout(resolve, 40));
    }
    desk.end(answeredWith('x'));
    await screen.waitFor('enter send');
    // One of them is in the line of numbers below the answer.
    const said = Array.from({ length: 5000 }, (_each, at) => piece(at)).filter((text) => text.includes('token')).length;
    expect(count() - already).toBe(said + 1);
    expect(screen.writes.slice(before).join('').length).toBeLessThan(250_000);
    // Nothing but the answer scrolls: a frame that is too high would push copies of itself up.
    expect(screen.terminal.buffer.active.baseY - from).toBeLessThan(1200);
    screen.send('\u0004');
    await screen.exit;
  });
});

describe('the prompt line', () => {
  test.each(sizes)('lists the commands that fit below it, inside of the window, at %ix%i', async (columns, rows) => {
    const { screen } = await openPrompt(columns, rows);
    screen.send('/');
    await screen.waitFor('tab complete');
    expect(screen.text()).toContain('/help');
    expect(screen.text()).toContain(rows === 12 ? 'more' : '/quit');
    expect(screen.lines().findLastIndex((line) => line !== '')).toBeLessThan(rows);
    screen.send('to');
    await screen.waitFor(() => !screen.text().includes('/help'));
    expect(screen.text()).toContain('  /token  ');
    screen.send('\t');
    await screen.waitFor('❯ /token');
    expect(screen.cursor()).toEqual({ x: '❯ /token'.length, y: screen.find('❯ /token').y });
    screen.send('\u0003');
    await screen.waitFor('ctrl+c again leaves');
    screen.send('\u0003');
    expect(await screen.exit).toBe(130);
  });

  test('takes the keys of a terminal: line breaks, words, a paste that is not marked', async () => {
    const { desk, screen } = await openPrompt();
    screen.send('one two');
    await screen.waitFor('one two');
    screen.send('\u001Bb');
    screen.send('\u001B[1;5D');
    screen.send('X');
    await screen.waitFor('❯ Xone two');
    screen.send('\u001Bf\u001B\r');
    await screen.waitFor(() => screen.lines().includes('❯ Xone'));
    screen.send('\u001B[13;2u');
    screen.send('\n');
    await screen.waitFor(() => screen.cursor().y === screen.find('❯ Xone').y + 3);
    screen.send('a\rb\r');
    await screen.waitFor(() => screen.lines().includes('  b'));
    expect(desk.asked).toEqual(['check']);
    screen.send('\r');
    await screen.waitFor('ctrl+c stop');
    expect(desk.asked.at(-1)).toBe('ask Xone\n\n\na\nb\n two');
    screen.send('\u0003\u0003');
    expect(await screen.exit).toBe(130);
  });

  test.each([
    ['3 kB of lines', 'some words of a log line\n'.repeat(120)],
    ['64 kB of lines', 'some words of a log line\n'.repeat(2600)],
    ['64 kB in one line', 'слово и слово '.repeat(4600)],
  ])('a paste of %s is there at once, and keys go on', async (_, text) => {
    const { screen } = await openPrompt();
    const since = performance.now();
    screen.send(`\u001B[200~${text}\u001B[201~`);
    await screen.waitFor('…');
    for (const letter of 'quick') screen.send(letter);
    await screen.waitFor('quick');
    expect(performance.now() - since).toBeLessThan(3000);
    expect(screen.lines().findLastIndex((line) => line !== '')).toBeLessThan(24);
    screen.send('\u0003\u0003');
    await screen.exit;
  });
});
