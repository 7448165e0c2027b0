/** What no server of good faith puts into a text, by what it would do to whoever shows it as it is. */
export const hostileValues: { readonly [name: string]: string } = {
  'every control character of C0, and DEL': `a${controls(0, 0x1f)}\u007Fz`,
  'every control character of C1': `a${controls(0x80, 0x9f)}z`,
  'a screen that is wiped (CSI)': 'a\u001B[2J\u001B[H\u001B[31;7mall well\u001B[0mz',
  'the same in 8 bits': 'a\u009B2J\u009BHall wellz',
  'a title of the window (OSC 0)': 'a\u001B]0;owned\u0007z',
  'a link (OSC 8)': 'a\u001B]8;;https://elsewhere.example/\u001B\\click\u001B]8;;\u001B\\z',
  'the clipboard (OSC 52), in 7 bits and in 8': 'a\u001B]52;c;cm0gLXJmIC8=\u0007z\u009D52;c;cm0gLXJmIC8=\u009C',
  'strings for the device (DCS, APC, PM, SOS)':
    'a\u001BPq#0\u001B\\\u001B_Gf=24\u001B\\\u001B^p\u001B\\\u001BXs\u001B\\\u0090q\u009C\u009FG\u009C\u009Ep\u009C\u0098s\u009Cz',
  'a sequence that does not end': 'all is well \u001B]',
  'text that is turned round': 'a\u202Eresu\u202D\u202A\u202B\u202C\u2066\u2067\u2068\u2069\u200E\u200F\u061Cz',
  'letters of no width': 'a\u200B\u200C\u200D\u2060\u2061\u2064\uFEFF\u00AD\u180E\u034F\u115F\u3164\u{E0001}\u{E0041}\u{E007F}z',
  'an avalanche of marks': `Z${'\u0301\u0489\u20DD'.repeat(2000)}algo`,
  'halves of letters': 'a\uD800b\uDC00c\uDBFF',
  'tab, carriage return and backspace': 'a\tb\rc\b\b\bd\r\n\ve\ff',
  'ends of lines that are none of ours': 'a\u2028b\u2029c\u0085d',
  'a command for the runner': 'a\n::error::owned\r\n::add-mask::e\n##[error]x\n::stop-commands::t',
  'Markdown and HTML': '`a`\n\n# owned\n\n![x](https://elsewhere.example/) <img src=x onerror=1> @octocat | ``` ~~~ </pre>',
  'wide letters': '漢字👩‍👩‍👧‍👦🇩🇪'.repeat(200),
  'a megabyte in one word': 'x'.repeat(1_048_576),
  'a megabyte of spaces': `a${' '.repeat(1_048_576)}z`,
  'a megabyte of lines': 'line\n'.repeat(209_715),
  'a megabyte of marks': `e${'\u0301'.repeat(524_288)}`,
};

function controls(from: number, to: number): string {
  return String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, at) => from + at));
}

/** What must not reach a terminal, wherever it comes from. A line break is for whoever draws lines. */
const forbidden =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- those are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]|\p{Cs}|\p{M}{9}/u;

/** The first of it in a text, with what stands around it; null where there is none. */
export function forbiddenIn(text: string): string | null {
  const found = forbidden.exec(text);
  return (
    found && `U+${found[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, found.index - 80), found.index + 40))}`
  );
}

/** All of those that are short, in one. */
export const everythingAtOnce = Object.values(hostileValues)
  .filter(({ length }) => length < 10_000)
  .map((value) => value.slice(0, 400))
  .join('');
