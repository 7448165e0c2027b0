import { credentialFixes, findIdentityFixes, inTurn } from './azure-commands.js';
import type { Words } from './explanation.js';
import type { Wanted } from './finding.js';
import { inStep, run, toDo, wait } from './fix.js';
import { pages } from './pages.js';
import { repeatable } from './repeat-token.js';

const nothingKnown: Wanted = { issuer: null, subject: null, audience: null };

/** Words for what Azure answers to whoever writes a federated credential; a check never meets them, since it only reads. */
export const credentialWriteWords = {
  'trust/credential-duplicate': (_, known) => ({
    title: 'The identity already has a credential with this issuer and subject',
    why: 'Issuer and subject together may occur once on an identity, whatever the name of the credential. A second one cannot be added, so the one that is there has to change; where it holds the right audience too, nothing has to.',
    fix: [
      ...inStep('Change the credential that is there', [
        ...findIdentityFixes(known),
        ...inTurn(['names', 'update'], known, repeatable(nothingKnown, known), 'likely'),
      ]),
    ],
    docs: [pages.considerations],
  }),
  'trust/credential-invalid': (_, known, refusal) => ({
    title: 'Azure does not store the credential in this form',
    why: `Issuer, subject and exactly one audience have to be there, each with at most 600 characters. The name has 3 to 120 letters, digits, hyphens and underscores, and begins with a letter or a digit.${refusal?.said ? ' The answer of Azure says which of these was not so.' : ''}`,
    fix: inStep('Create it in the right form', [
      ...findIdentityFixes(known),
      ...credentialFixes('create', known, repeatable(nothingKnown, known), 'likely'),
    ]),
    docs: [pages.considerations],
  }),
  'trust/credential-write-conflict': (_, known) => ({
    title: 'Two credentials of one identity were written at the same time',
    why: 'Azure writes the federated credentials of an identity one after another and refuses a second writer. The values are not the reason.',
    fix: [
      wait('azure', 'certain', 'Wait some seconds and run it again. In a script or a template, write the credentials one after another.'),
      ...inStep('See what was stored', [...findIdentityFixes(known), ...credentialFixes('names', known, nothingKnown, 'likely')]),
    ],
    docs: [pages.considerations],
  }),
  'trust/credential-limit': (_, known) => ({
    title: 'The identity is full: it holds 20 federated credentials',
    why: 'An identity takes at most 20 federated credentials. One that is no longer used has to go, or another identity has to be used.',
    fix: [
      ...inStep('Delete a credential that is no longer used', [
        ...findIdentityFixes(known),
        ...inTurn(['names', 'delete'], { ...known, credentialName: 'UNUSED_CREDENTIAL_NAME' }, nothingKnown, 'likely'),
      ]),
      ...inStep('Or create another identity', [
        run('azure', 'maybe', 'az identity create --name NEW_IDENTITY_NAME --resource-group RESOURCE_GROUP'),
        toDo('azure', 'maybe', 'It needs the role on the Azure OpenAI resource, and its clientId belongs in AZURE_CLIENT_ID.'),
      ]),
    ],
    docs: [pages.considerations],
  }),
  'trust/region-unsupported': () => ({
    title: 'The region of the identity does not offer federated credentials',
    why: "Azure does not offer federated credentials on managed identities in every region; Malaysia South and New Zealand North are on Microsoft's list, and the list changes. The identity has to live in another region; the Azure OpenAI resource may stay where it is.",
    fix: [
      run('azure', 'likely', 'az identity create --name NEW_IDENTITY_NAME --resource-group RESOURCE_GROUP --location LOCATION'),
      toDo(
        'azure',
        'likely',
        'Give the new identity the credential and the role on the Azure OpenAI resource that the old one was to have.',
      ),
      toDo('local', 'likely', 'Set AZURE_CLIENT_ID to the clientId of the new identity.'),
    ],
    docs: [pages.considerations],
  }),
} satisfies Partial<Words<'trust'>>;
