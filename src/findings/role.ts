import { identityLine, line, messageFix, needed } from './admin-message.js';
import { assignRole, findAccount, findObjectId, foundryUser, listRoles, openAiUser } from './azure-commands.js';
import type { Confidence, Explanation, Fix, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { azurePage, inStep, inWay, run } from './fix.js';
import { pages } from './pages.js';
import { resourcePlace } from './places.js';
import { quote } from './quote.js';
import { hclText, terraformLine } from './terraform.js';

/** Words for an identity that Azure OpenAI knows and does not let in. */
export function roleMissing({ principal, action }: Evidence['azure-openai/role-missing'], known: Known): Explanation {
  const isPerson = principal?.includes('@') ?? false;
  const named = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(principal ?? '') ? principal : null;
  // A person's token says nothing of the identity, which is who the role is for.
  const objectId = named ?? known.principalId;
  const sure = isPerson ? 'likely' : 'certain';
  const lookUp = [...findAccount(known, sure), ...findObjectId(known, objectId, sure)];
  const [role, ...others] = known.endpoint?.includes('/api/projects/') ? [foundryUser, openAiUser] : [openAiUser];
  return {
    title: 'Azure OpenAI finds no role that lets this identity in',
    why: `A role is the permission to do something with a resource in Azure. The sign-in worked: Azure OpenAI knows who asks (${principal ? quote(principal) : 'the identity'}${isPerson ? '' : ', the account of the application'}) and finds no role for ${action ? quote(action) : 'this call'}. ${
      isPerson
        ? 'That is a person, so the token of a person was sent, not the one of the identity.'
        : 'Owner, Contributor and Reader only manage the resource; to use it takes "Cognitive Services OpenAI User".'
    }`,
    fix: [
      ...inStep('Give the identity the role on the resource', [
        azurePage(
          sure,
          resourcePlace(known, 'Access control (IAM) › Add role assignment › Cognitive Services OpenAI User › Managed identity'),
        ),
        askForRole(objectId, known, sure),
        ...inWay(lookUp.length > 0 ? 'or with the Azure CLI: the first ones show what the CAPITALS stand for' : 'or with the Azure CLI', [
          ...lookUp,
          run('azure', sure, assignRole(known, objectId, role)),
        ]),
        ...terraformRole(objectId, role, known),
        ...inWay(
          'or the role that comes without projects',
          others.map((one) => run('azure', 'maybe', assignRole(known, objectId, one))),
        ),
      ]),
      ...inStep('Check again; a role can take 5 to 10 minutes to work', [
        run('local', 'certain', 'keyless check --wait'),
        ...inWay('if it still says so, see which roles there are', [run('azure', 'likely', listRoles(known, objectId))]),
      ]),
    ],
    docs: [pages.roleTrouble],
  };
}

function askForRole(objectId: string | null, known: Known, confidence: Confidence): Fix {
  return messageFix('azure', confidence, {
    ask: 'Could you assign one role in Azure, please?',
    lines: [
      ...(known.azureClientId || !objectId ? identityLine(known) : []),
      ...line('Object id', objectId),
      ['Role wanted', `Cognitive Services OpenAI User (${openAiUser})`],
      ...needed('On the resource', known.endpoint, 'ENDPOINT_OF_THE_RESOURCE'),
    ],
    why: 'Owner and Contributor manage the resource and do not allow its use with a token.',
  });
}

/** The id of a role is the same everywhere, and names the subscription all the same (azurerm, azurerm_role_assignment). */
function terraformRole(objectId: string | null, role: string, { accountId }: Known): Fix[] {
  const subscription = accountId?.split('/')[2] ?? 'SUBSCRIPTION_ID';
  const definition = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const values = { scope: accountId ?? 'ACCOUNT_RESOURCE_ID', role_definition_id: definition, principal_id: objectId ?? 'OBJECT_ID' };
  return Object.entries(values).map(([name, value]) => terraformLine('azure', 'azurerm_role_assignment', `${name} = ${hclText(value)}`));
}
