import type { FieldName } from '../settings/field-name.js';
import { fieldOf } from '../settings/fields.js';
import type { Profile } from '../settings/profile.js';
import { textOf } from './connection.js';
import type { Template } from './kind.js';
import { workflowString as text } from './literal.js';

/** A job that goes red when the connection breaks. All values but the secret stand in the file: nothing of them is one. */
export const githubActions: Template = (profile) => {
  const tryIt = 'gh workflow run keyless.yml';
  const lines = [
    '# Checks the way from Auth0 over Entra ID to Azure OpenAI.',
    '# First: put it into .github/workflows/ of the default branch.',
    '# First: gh secret set OIDC_CLIENT_SECRET, which asks for the one secret.',
    'name: keyless',
    'on:',
    '  workflow_dispatch:',
    '  schedule:',
    "    - cron: '17 6 * * 1' # To decide: how often. Each run takes one token of Auth0, and a few of the model.",
    'permissions: {}',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 10',
    '    env:',
    ...valuesOf(profile).map(([name, value]) => `      ${name}: ${text(value)}`),
    '      OIDC_CLIENT_SECRET: ${{ secrets.OIDC_CLIENT_SECRET }}',
    '    steps:',
    '      - uses: OWNER/keyless@v0.1.0 # To decide: OWNER is whose keyless it is. Better than a tag is the hash of a commit.',
    '',
    `# Try it: ${tryIt}`,
  ];
  return { fileName: 'keyless.yml', text: textOf(lines), tryIt };
};

/** The settings as they are used, without those that have no value, or the one they have anyway. */
function valuesOf({ auth0, entra, openai }: Profile): [FieldName, string][] {
  const values: [FieldName, string | null][] = [
    ['OIDC_ENDPOINT', auth0.domain],
    ['OIDC_CLIENT_ID', auth0.clientId],
    ['OIDC_AUDIENCE', auth0.audience],
    ['AZURE_TENANT_ID', entra.tenant],
    ['AZURE_CLIENT_ID', entra.clientId],
    ['AZURE_AUTHORITY_HOST', entra.authorityHost],
    ['AZURE_AOAI_ENDPOINT', openai.endpoint],
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', openai.deployment ?? 'DEPLOYMENT_NAME'],
    ['AZURE_AOAI_API_VERSION', openai.apiVersion],
  ];
  return values.flatMap(([name, value]) => (value === null || value === fieldOf(name).default ? [] : [[name, value]]));
}
