import { isWebAddress } from '../settings/web-address.js';
import type { Desktop } from './desktop.js';
import { isInsideWindows, isRemote } from './desktop.js';
import { startAside } from './run.js';

/** What became of a page: opened, or why not. */
export type Opened = 'opened' | 'remote' | 'no-display' | 'failed';

/** Opens a page in the browser of this machine, where the person would see it. */
export async function openPage(url: string, desktop: Desktop): Promise<Opened> {
  if (!isWebAddress(url)) return 'failed';
  if (isRemote(desktop)) return 'remote';
  const { env, platform } = desktop;
  if (platform === 'darwin') return started(['open', url]);
  if (platform === 'win32' || isInsideWindows(desktop)) return started(['rundll32.exe', 'url.dll,FileProtocolHandler', url]);
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'no-display';
  return started(['xdg-open', url]);
}

async function started(command: readonly [string, ...string[]]): Promise<Opened> {
  return (await startAside(command)) ? 'opened' : 'failed';
}
