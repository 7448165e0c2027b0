import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { doubleQuoted as text } from './literal.js';

/** One file of top-level statements, in the project that `dotnet new console` makes. */
export const csharp: Template = (profile) => {
  const connection = connectionOf(profile);
  const { apiVersion } = connection;
  const tryIt = 'dotnet run';
  const lines = [
    '// Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key.',
    `// First: dotnet new console; dotnet add package Azure.Identity; dotnet add package ${apiVersion === null ? 'OpenAI' : 'Azure.AI.OpenAI'}`,
    ...(apiVersion === null
      ? ['#pragma warning disable OPENAI001 // the client takes a policy in place of a key', 'using System.ClientModel.Primitives;']
      : []),
    'using System.Net.Http.Json;',
    'using System.Text.Json;',
    ...(apiVersion === null ? [] : ['using Azure.AI.OpenAI;']),
    'using Azure.Identity;',
    ...(apiVersion === null ? ['using OpenAI;'] : []),
    'using OpenAI.Chat;',
    '',
    'string? clientSecret = Environment.GetEnvironmentVariable("OIDC_CLIENT_SECRET");',
    'if (string.IsNullOrEmpty(clientSecret))',
    '    throw new InvalidOperationException("OIDC_CLIENT_SECRET is not set: it is the client secret of the Auth0 application.");',
    '',
    'var auth0 = new Auth0(clientSecret);',
    ...credentialLines(connection),
    ...commented('//', versionRemark(connection)),
    ...clientLines(connection),
    '',
    `ChatCompletion completion = await client.CompleteChatAsync(${text(question)});`,
    'Console.WriteLine(completion.Content[0].Text);',
    '',
    '// Auth0 counts every token it issues: one is kept for nine tenths of its life, and whoever comes meanwhile waits for the same one.',
    'sealed class Auth0(string clientSecret)',
    '{',
    '    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };',
    '    private readonly SemaphoreSlim gate = new(1, 1);',
    '    private string kept = "";',
    '    private DateTimeOffset renewAt = DateTimeOffset.MinValue;',
    '',
    '    public async Task<string> TokenAsync(CancellationToken cancellation)',
    '    {',
    '        await gate.WaitAsync(cancellation);',
    '        try',
    '        {',
    '            if (DateTimeOffset.UtcNow >= renewAt) await RenewAsync(cancellation);',
    '            return kept;',
    '        }',
    '        finally',
    '        {',
    '            gate.Release();',
    '        }',
    '    }',
    '',
    '    private async Task RenewAsync(CancellationToken cancellation)',
    '    {',
    '        var form = new Dictionary<string, string>',
    '        {',
    '            ["grant_type"] = "client_credentials",',
    `            ["client_id"] = ${text(connection.oidcClientId)},`,
    '            ["client_secret"] = clientSecret,',
    `            ["audience"] = ${text(connection.audience)},`,
    '        };',
    `        using var response = await http.PostAsync(${text(connection.tokenUrl)}, new FormUrlEncodedContent(form), cancellation);`,
    '        if (!response.IsSuccessStatusCode)',
    '            throw new HttpRequestException($"Auth0 answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");',
    '        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);',
    '        kept = answer.GetProperty("access_token").GetString()!;',
    '        renewAt = DateTimeOffset.UtcNow.AddSeconds(answer.GetProperty("expires_in").GetDouble() * 0.9);',
    '    }',
    '}',
    '',
    `// Try it, with OIDC_CLIENT_SECRET in the environment: ${tryIt}`,
  ];
  return { fileName: 'Program.cs', text: textOf(lines), tryIt };
};

function credentialLines({ tenant, azureClientId, authorityHost, isPrivateAuthority }: Connection): string[] {
  const ids = [`    ${text(tenant)},`, `    ${text(azureClientId)},`];
  if (authorityHost === null) return ['var credential = new ClientAssertionCredential(', ...ids, '    auth0.TokenAsync);'];
  return [
    'var credential = new ClientAssertionCredential(',
    ...ids,
    '    auth0.TokenAsync,',
    '    new ClientAssertionCredentialOptions',
    '    {',
    `        AuthorityHost = new Uri(${text(authorityHost)}),`,
    ...(isPrivateAuthority ? ['        DisableInstanceDiscovery = true,'] : []),
    '    });',
  ];
}

function clientLines({ endpoint, apiVersion, deployment, scope }: Connection): string[] {
  if (apiVersion === null)
    return [
      'var client = new ChatClient(',
      `    model: ${text(deployment)}, // the name of the deployment`,
      `    authenticationPolicy: new BearerTokenPolicy(credential, ${text(scope)}),`,
      `    options: new OpenAIClientOptions { Endpoint = new Uri(${text(`${endpoint}/openai/v1/`)}) });`,
    ];
  return [
    `// To decide: this SDK names the versions it knows, and takes its own latest without one. AZURE_AOAI_API_VERSION is ${apiVersion}.`,
    'var client = new AzureOpenAIClient(',
    `    new Uri(${text(endpoint)}),`,
    '    credential,',
    `    new AzureOpenAIClientOptions { Audience = new AzureOpenAIAudience(${text(scope)}) })`,
    `    .GetChatClient(${text(deployment)}); // the name of the deployment`,
  ];
}
