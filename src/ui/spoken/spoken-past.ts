import { stepSentences } from '../../provision/plan-sentences.js';
import { lastSentence } from '../../report/accessible.js';
import { nameSentence } from '../../report/accessible.js';
import { paintNothing } from '../../report/marks.js';
import { printable, printableLines } from '../../report/printable.js';
import type { Report } from '../../report/report.js';
import { diagnosisSentences, fixSentences, sourceSentences } from '../../report/spoken-diagnosis.js';
import { explainedSentences, readSentences } from '../../report/spoken-explained.js';
import { waterfallSentences } from '../../report/waterfall.js';
import { saidLine, sentence } from '../../report/spoken-words.js';
import type { Trial } from '../../export/trial.js';
import { readFirst, textLines } from '../export/export-lines.js';
import { pastLines } from '../past-lines.js';
import type { Past } from '../state.js';
import { placeWords } from '../value-text.js';
import { guideSentences } from './guide-sentences.js';
import { lookedSentences, settledSentences } from './plan-sentences.js';
import { heardLines } from './spoken-words.js';

/** What was said and done, as sentences. What has none of its own is said as it is drawn. */
export function pastSentences(past: Past): string[] {
  switch (past.kind) {
    case 'outcome':
      // What there is to type for more are the choices here.
      return [lastSentence(past.report).replace(/ (?:For more|To fill them in), type: .*/s, '')];
    case 'diagnosis': {
      const { from, to, told } = past;
      // The words of a party have a key of their own.
      const diagnosis = { ...past.diagnosis, upstream: null };
      if (from === 0 && (told?.[0] ?? 0) === 0) return diagnosisSentences(diagnosis, false, to);
      return [...fixSentences(diagnosis.fix, { from, to }), ...(to === diagnosis.fix.length ? sourceSentences(diagnosis) : [])];
    }
    case 'explained':
      return [sentence(`Read: ${past.size}`), ...(past.isWhole ? explainedSentences(past.explained) : readSentences(past.explained))];
    case 'guide':
      return guideSentences(past.guide, past);
    case 'plan':
      return lookedSentences(past.looked);
    case 'settled':
      return settledSentences(past);
    case 'repair':
      return stepSentences(past.step, null);
    case 'ran':
      return [
        'Ran:',
        printable(past.ran.command),
        ...(past.ran.printed === null ? ['Done.'] : printableLines(past.ran.printed).split('\n')),
      ];
    case 'time':
      return waterfallSentences(past.report);
    case 'works':
      return worksSentences(past.report);
    case 'prompt':
      // It was shown as it was typed.
      return [];
    case 'name':
      return [nameSentence(past.text)];
    case 'answer':
      return printableLines(past.text).split('\n');
    case 'answered':
      return [];
    case 'exported':
      return [
        `${printable(past.exported.fileName)}:`,
        ...textLines(past.exported.text).filter((line) => line.trim() !== ''),
        `End of ${printable(past.exported.fileName)}`,
      ];
    case 'saved':
      return [`Saved: ${printable(past.file)}`, ...(past.trial === null ? [readFirst] : trialSentences(past.trial))];
    case 'note':
      return saidLine(past.text.replace(/^! /, 'Warning: '));
    default:
      return heardLines(pastLines(past, { columns: 400, rows: 1000, paint: paintNothing, spinner: '' }));
  }
}

function trialSentences({ before, heading, command }: Trial): string[] {
  return [...before.map(printable), `${printable(heading)}:`, ...textLines(command)];
}

/** All well, and where the one secret is that there is. */
function worksSentences({ settings }: Report): string[] {
  const source = settings.find(({ name }) => name === 'OIDC_CLIENT_SECRET')?.source;
  return [
    'It works. A token of Auth0 went in, and an answer of the model came out.',
    `No Azure secret anywhere.${source ? ` The only secret is Auth0's, in ${placeWords(source)}.` : ''}`,
  ];
}
