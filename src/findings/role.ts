import { identityLine, line, messageFix, needed } from './admin-message.js';
import { assignRole, findAccount, findObjectId, foundryUser, listRoles, openAiUser } from './azure-commands.js';
import type { Explanation, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { azurePage, run, wait } from './fix.js';
import { pages } from './pages.js';
import { resourcePlace } from './places.js';
import { quote } from './quote.js';

/** Words for an identity that Azure OpenAI knows and does not let in. */
export function roleMissing({ principal, action }: Evidence['azure-openai/role-missing'], known: Known): Explanation {
  const isPerson = principal?.includes('@') ?? false;
  const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(principal ?? '') ? principal : null;
  const sure = isPerson ? 'likely' : 'certain';
  const roles = known.endpoint?.includes('/api/projects/') ? [foundryUser, openAiUser] : [openAiUser];
  return {
    title: 'Azure OpenAI finds no role that lets this identity in',
    why: `Azure OpenAI knows ${principal ? `the caller ${quote(principal)}` : 'the identity'} and finds no role that allows ${action ? quote(action) : 'this call'}. ${
      isPerson
        ? 'That is a person, so the token of a person was sent, not the one of the identity.'
        : 'Owner, Contributor and Reader allow to manage the resource, not to use it; "Cognitive Services OpenAI User" does.'
    } A role given a moment ago needs 5 to 10 minutes.`,
    fix: [
      ...findAccount(known, sure),
      ...findObjectId(known, objectId, sure),
      ...roles.map((role, index) => run('azure', index === 0 ? sure : 'maybe', assignRole(known, objectId, role))),
      azurePage(
        'likely',
        resourcePlace(known, 'Access control (IAM) › Add role assignment › Cognitive Services OpenAI User › Managed identity'),
      ),
      messageFix('azure', 'likely', {
        ask: 'Could you assign one role in Azure, please?',
        lines: [
          ...(known.azureClientId || !objectId ? identityLine(known) : []),
          ...line('Object id', objectId),
          ['Role wanted', `Cognitive Services OpenAI User (${openAiUser})`],
          ...needed('On the resource', known.endpoint, 'ENDPOINT_OF_THE_RESOURCE'),
        ],
        why: 'Owner and Contributor manage the resource and do not allow its use with a token.',
      }),
      wait('azure', 'likely', 'If the role was given a moment ago, wait 5 to 10 minutes and try again. The same token is good then.'),
      run('azure', 'likely', listRoles(known, objectId)),
    ],
    docs: [pages.roleTrouble],
  };
}
