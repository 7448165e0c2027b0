import { isStart } from './first-frame.mjs';
import { inKeyless } from './terminal.mjs';

/** Opens the prompt on the screen, by way of the check that comes before it, for as long as something is measured there. */
export function openTalk(place, { env }, measure) {
  return inKeyless(place, [], { env, columns: 100, rows: 30 }, async (terminal) => {
    await terminal.when(isStart, 'the Start screen');
    terminal.send('6');
    await answered(terminal);
    return measure(terminal);
  });
}

/** Sends a prompt, and resolves with the moment at which it was on its way. */
export async function ask({ send, when }, prompt) {
  send(prompt);
  await when((text) => text.includes(`❯ ${prompt}`), 'what was typed');
  send('\r');
  return when((text) => text.includes('ctrl+c stop'), 'an answer under way');
}

/** Resolves with the moment at which the prompt was open again. */
export const answered = ({ when }) => when((text) => text.includes('enter send'), 'the end of the answer');
