import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { installing } from './installing.js';
import { offers } from './offers.js';
import { powershellScript } from './powershell.js';
import type { Shell } from './shells.js';
import { zshScript } from './zsh.js';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript } as const;

/** The script as it is installed. It knows every word by itself: nothing is started, and nothing that was typed is run, when Tab is pressed. */
export function completionScript(shell: Shell): string {
  const { command, reading } = installing[shell];
  // Zsh knows by its first line what a file of completion is for.
  const lead = shell === 'zsh' ? '#compdef keyless\n' : '';
  return `${lead}# Completion of keyless for ${shell}, written by keyless completion ${shell}. To install it:
#   ${command}
#   ${reading}
# After an update of keyless, write it anew.

${scripts[shell](offers())}`;
}
