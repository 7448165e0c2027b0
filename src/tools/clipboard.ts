import type { Desktop } from './desktop.js';
import { isInsideWindows, isRemote } from './desktop.js';
import { osc52 } from './osc52.js';
import { feed } from './run.js';

/** Where a copied text went. A terminal does not answer: that it was asked is all that is known. */
export type Copied = 'clipboard' | 'terminal' | 'nowhere';

type Command = readonly [string, ...string[]];

/**
 * Copies a text: with a tool of this machine, unless the person sits at another one. Then, or where no tool does it, the terminal is asked
 * for it, by tmux where that is in between. `write` takes a sequence that moves nothing on the screen.
 */
export async function copyText(text: string, desktop: Desktop, write: (sequence: string) => void): Promise<Copied> {
  if (!isRemote(desktop)) {
    for (const command of toolsOf(desktop)) if (await feed(command, encoded(text, command[0]), desktop.signal)) return 'clipboard';
  }
  // It fills the paste buffer of tmux, and since 3.2 tells the terminal, too, where it knows how. The sequence is for where it does not.
  const isInTmux = Boolean(desktop.env['TMUX']) && (await feed(['tmux', 'load-buffer', '-w', '-'], text, desktop.signal));
  const sequence = osc52(text, desktop.env);
  if (sequence !== null) write(sequence);
  return isInTmux || sequence !== null ? 'terminal' : 'nowhere';
}

/** The tools that may be there, the likeliest first. One that is not there does nothing, and the next is tried. */
function toolsOf({ env, platform }: Desktop): Command[] {
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip.exe']];
  return [
    ...(isInsideWindows({ env }) ? [['clip.exe'] as const] : []),
    ...(env['WAYLAND_DISPLAY'] ? [['wl-copy'] as const] : []),
    ...(env['DISPLAY'] ? [['xclip', '-selection', 'clipboard'] as const, ['xsel', '--clipboard', '--input'] as const] : []),
    ...(env['PREFIX']?.includes('com.termux') ? [['termux-clipboard-set'] as const] : []),
  ];
}

/** The tool of Windows takes bytes for the code page of the console; beyond ASCII it is given what Windows itself writes in. */
function encoded(text: string, tool: string): string | Uint8Array {
  return tool === 'clip.exe' && /[\u0080-\uffff]/.test(text) ? Buffer.from(text, 'utf16le') : text;
}
