import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { shellWord } from '../settings/shell-word.js';

/** Three requests, with nothing but a shell and curl. Secret and tokens go through standard input: a list of processes shows every argument. */
export const curl: Template = (profile) => {
  const connection = connectionOf(profile);
  const tryIt = 'sh azure-openai.sh';
  const lines = [
    '#!/bin/sh',
    '# Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key. Needs curl (7.76 or newer).',
    'set -eu',
    ': "${OIDC_CLIENT_SECRET:?is not set: it is the client secret of the Auth0 application}"',
    '',
    '# The token in an answer, or the answer itself on standard error where there is none.',
    'token_of() {',
    '  token=$(printf %s "$2" | sed -n \'s/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p\')',
    '  [ -n "$token" ] || { printf \'%s answered: %s\\n\' "$1" "$2" >&2; exit 1; }',
    '  printf %s "$token"',
    '}',
    '',
    '# Auth0 counts every token it issues: this one is good for as many requests as fit into its life.',
    'answer=$(printf %s "$OIDC_CLIENT_SECRET" | curl -sSg --max-time 20 -w \' (HTTP %{http_code})\' \\',
    `  ${shellWord(connection.tokenUrl)} \\`,
    '  --data-urlencode grant_type=client_credentials \\',
    `  --data-urlencode ${shellWord(`client_id=${connection.oidcClientId}`)} \\`,
    '  --data-urlencode client_secret@- \\',
    `  --data-urlencode ${shellWord(`audience=${connection.audience}`)})`,
    'assertion=$(token_of Auth0 "$answer")',
    '',
    'answer=$(printf %s "$assertion" | curl -sSg --max-time 20 -w \' (HTTP %{http_code})\' \\',
    `  ${shellWord(`${connection.authorityHost ?? 'https://login.microsoftonline.com'}/${connection.tenant}/oauth2/v2.0/token`)} \\`,
    '  --data-urlencode grant_type=client_credentials \\',
    `  --data-urlencode ${shellWord(`client_id=${connection.azureClientId}`)} \\`,
    `  --data-urlencode ${shellWord(`scope=${connection.scope}`)} \\`,
    '  --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\',
    '  --data-urlencode client_assertion@-)',
    'token=$(token_of "Entra ID" "$answer")',
    '',
    ...commented('#', versionRemark(connection)),
    'printf \'Authorization: Bearer %s\\n\' "$token" | curl -sSg --fail-with-body \\',
    `  ${shellWord(addressOf(connection))} \\`,
    "  -H @- -H 'Content-Type: application/json' \\",
    `  -d ${shellWord(bodyOf(connection))}`,
    'echo',
    '',
    `# Try it, with OIDC_CLIENT_SECRET in the environment: ${tryIt}`,
  ];
  return { fileName: 'azure-openai.sh', text: textOf(lines), tryIt };
};

/** The name of the deployment stands in the address of a dated version, and in the body for the v1 API. */
function addressOf({ endpoint, apiVersion, deployment }: Connection): string {
  if (apiVersion === null) return `${endpoint}/openai/v1/chat/completions`;
  return `${endpoint}/openai/deployments/${encodeURIComponent(deployment.toWellFormed())}/chat/completions?api-version=${apiVersion}`;
}

function bodyOf({ apiVersion, deployment }: Connection): string {
  const messages = [{ role: 'user', content: question }];
  return JSON.stringify(apiVersion === null ? { model: deployment, messages } : { messages });
}
