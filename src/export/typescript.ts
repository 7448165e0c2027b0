import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { singleQuoted as text } from './literal.js';

/** The plain SDKs, as any application would use them. Node runs the file as it is. */
export const typescript: Template = (profile) => {
  const connection = connectionOf(profile);
  const tryIt = 'node --env-file-if-exists=.env azure-openai.ts';
  const lines = [
    '// Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key.',
    '// Needs Node 22.18 or later, which runs TypeScript as it is.',
    '// First: npm install @azure/identity openai',
    "import { ClientAssertionCredential, getBearerTokenProvider } from '@azure/identity';",
    `import ${connection.apiVersion === null ? 'OpenAI' : '{ AzureOpenAI }'} from 'openai';`,
    '',
    "const clientSecret = process.env.OIDC_CLIENT_SECRET ?? '';",
    "if (!clientSecret) throw new Error('OIDC_CLIENT_SECRET is not set: it is the client secret of the Auth0 application.');",
    '',
    '// Auth0 counts every token it issues, and the credential asks twice for each of its own, also when it has one:',
    '// one is kept for nine tenths of its life.',
    'let kept: Promise<string> | undefined;',
    'let renewAt = 0;',
    '',
    'function auth0Token(): Promise<string> {',
    '  if (!kept || Date.now() >= renewAt) {',
    '    renewAt = Infinity; // whoever comes while it is under way waits for the same one',
    '    kept = requestToken().catch((error) => {',
    '      kept = undefined;',
    '      throw error;',
    '    });',
    '  }',
    '  return kept;',
    '}',
    '',
    'async function requestToken(): Promise<string> {',
    `  const response = await fetch(${text(connection.tokenUrl)}, {`,
    "    method: 'POST',",
    '    signal: AbortSignal.timeout(20_000),',
    '    body: new URLSearchParams({',
    "      grant_type: 'client_credentials',",
    `      client_id: ${text(connection.oidcClientId)},`,
    '      client_secret: clientSecret,',
    `      audience: ${text(connection.audience)},`,
    '    }),',
    '  });',
    '  const answer: any = await response.json().catch(() => ({}));',
    '  if (!response.ok || !answer.access_token)',
    "    throw new Error(`Auth0 answered ${response.status}: ${answer.error_description ?? answer.error ?? 'no token'}`);",
    '  renewAt = Date.now() + (answer.expires_in ?? 0) * 900;',
    '  return answer.access_token;',
    '}',
    '',
    ...credentialLines(connection),
    `const scope = ${text(connection.scope)};`,
    ...commented('//', versionRemark(connection)),
    ...clientLines(connection),
    '',
    'const completion = await client.chat.completions.create({',
    `  model: ${text(connection.deployment)}, // the name of the deployment`,
    `  messages: [{ role: 'user', content: ${text(question)} }],`,
    '});',
    'console.log(completion.choices[0]?.message.content);',
    '',
    `// Try it, with OIDC_CLIENT_SECRET in the environment or in .env: ${tryIt}`,
  ];
  return { fileName: 'azure-openai.ts', text: textOf(lines), tryIt };
};

function credentialLines({ tenant, azureClientId, authorityHost, isPrivateAuthority }: Connection): string[] {
  const ids = `${text(tenant)}, ${text(azureClientId)}, auth0Token`;
  if (authorityHost === null) return [`const credential = new ClientAssertionCredential(${ids});`];
  return [
    `const credential = new ClientAssertionCredential(${ids}, {`,
    `  authorityHost: ${text(authorityHost)},`,
    ...(isPrivateAuthority ? ['  disableInstanceDiscovery: true,'] : []),
    '});',
  ];
}

function clientLines({ endpoint, apiVersion }: Connection): string[] {
  if (apiVersion === null)
    return [
      'const client = new OpenAI({',
      `  baseURL: ${text(`${endpoint}/openai/v1/`)},`,
      '  apiKey: getBearerTokenProvider(credential, scope),',
      '});',
    ];
  return [
    'const client = new AzureOpenAI({',
    `  baseURL: ${text(`${endpoint}/openai`)},`,
    `  apiVersion: ${text(apiVersion)},`,
    "  apiKey: '', // else an AZURE_OPENAI_API_KEY in the environment would be taken",
    '  azureADTokenProvider: getBearerTokenProvider(credential, scope),',
    '});',
  ];
}
