import { deploymentFixes } from './azure-commands.js';
import type { Explanation, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { small } from './first-letter.js';
import { toDo } from './fix.js';
import { inYourProgram } from './own-request.js';
import { quote } from './quote.js';

/** What every request for a completion carries here: no limit and no temperature are among it. */
const sent: ReadonlySet<string> = new Set(['model', 'messages', 'stream', 'stream_options', 'input']);

/** Words for a parameter that the model refuses: one that was sent here is told apart from one that was not. */
export function parameterUnsupported({ parameter }: Evidence['azure-openai/parameter-unsupported'], known: Known): Explanation {
  const isSent = parameter !== null && sent.has(parameter);
  const other = parameter ? `Leave ${quote(parameter)} out` : 'Leave the parameter that the answer names out';
  return {
    title: 'The model does not take one of the parameters',
    why: `${parameter ? quote(parameter) : 'A parameter'} is not for this model. ${
      !known.isOwn
        ? 'The request sent it, or something on the way, such as a gateway, added it.'
        : isSent
          ? 'I sent it, as is usual, so the model is of a kind that does not take it, or a gateway in front of it does not.'
          : 'I send only messages, stream and stream_options, so something on the way, such as a gateway, added it, or the model is of a kind that does not take one of these.'
    } Sign-in, role and deployment are right.`,
    fix: [
      toDo('azure', 'likely', 'Behind a gateway, ask whoever runs it what it adds to a request, and what it takes.'),
      toDo('local', 'likely', 'Set AZURE_AOAI_MODEL_DEPLOYMENT_NAME to a deployment with another chat model.'),
      ...deploymentFixes(known),
      inYourProgram(`${small(other)} of the request, or use the one that the answer names.`, 'likely'),
      ...(isSent
        ? []
        : [inYourProgram('newer models want max_completion_tokens in place of max_tokens, and only the default temperature.', 'likely')]),
    ],
    docs: [],
  };
}
