import { auth0Sentences } from '../recognise/auth0.js';
import { rules } from '../recognise/azure-openai-rules.js';
import { entraSentences } from '../recognise/entra-sentences.js';
import { shellRules, toolRules } from './tool-rules.js';

/** Every word of the sentences that are looked for, and of what Entra ID writes behind them. */
const words: ReadonlySet<string> = new Set([
  ...[
    ...entraSentences.map(([says]) => says),
    ...auth0Sentences.map(([says]) => says),
    ...[...rules, ...toolRules, ...shellRules].map(({ says }) => says),
  ].flatMap(
    (says) =>
      says?.source
        .replace(/\\[a-zA-Z]/g, ' ')
        .toLowerCase()
        .match(/[a-z]{2,}/g) ?? [],
  ),
  ...'please check your federated identity credential subject audience and issuer against trace correlation timestamp'.split(' '),
]);

/** Whether it is a word that the services use in what they say: two halves of one were one word before a line was wrapped. */
export function isKnownWord(word: string): boolean {
  return words.has(word);
}
