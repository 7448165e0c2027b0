import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { goString as text } from './literal.js';

/** The plain SDKs; the request to Auth0 needs nothing but Python itself. */
export const python: Template = (profile) => {
  const connection = connectionOf(profile);
  const tryIt = 'python azure_openai.py';
  const lines = [
    '# Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key.',
    '# First: pip install azure-identity "openai>=1.106"',
    'import json',
    'import os',
    'import threading',
    'import time',
    'import urllib.error',
    'import urllib.parse',
    'import urllib.request',
    '',
    'from azure.identity import ClientAssertionCredential',
    `from openai import ${connection.apiVersion === null ? 'OpenAI' : 'AzureOpenAI'}`,
    '',
    'if not os.environ.get("OIDC_CLIENT_SECRET"):',
    '    raise SystemExit("OIDC_CLIENT_SECRET is not set: it is the client secret of the Auth0 application.")',
    '',
    '# Auth0 counts every token it issues: one is kept for nine tenths of its life, for all threads.',
    'kept = ""',
    'renew_at = 0.0',
    'lock = threading.Lock()',
    '',
    '',
    'def auth0_token() -> str:',
    '    global kept, renew_at',
    '    with lock:',
    '        if time.monotonic() >= renew_at:',
    '            kept, life = request_token()',
    '            renew_at = time.monotonic() + life * 0.9',
    '        return kept',
    '',
    '',
    'def request_token() -> tuple[str, float]:',
    '    form = {',
    '        "grant_type": "client_credentials",',
    `        "client_id": ${text(connection.oidcClientId)},`,
    '        "client_secret": os.environ["OIDC_CLIENT_SECRET"],',
    `        "audience": ${text(connection.audience)},`,
    '    }',
    '    try:',
    '        body = urllib.parse.urlencode(form).encode()',
    `        with urllib.request.urlopen(${text(connection.tokenUrl)}, body, timeout=20) as response:`,
    '            answer = json.load(response)',
    '            return answer["access_token"], answer.get("expires_in", 0)',
    '    except urllib.error.HTTPError as error:',
    '        said = error.read().decode(errors="replace")',
    '        try:',
    '            said = json.loads(said)["error_description"]',
    '        except (ValueError, KeyError, TypeError):',
    '            pass  # not the answer of Auth0 itself',
    '        raise RuntimeError(f"Auth0 answered {error.code}: {said}") from None',
    '',
    '',
    'credential = ClientAssertionCredential(',
    `    tenant_id=${text(connection.tenant)},`,
    `    client_id=${text(connection.azureClientId)},`,
    '    func=auth0_token,',
    ...authorityLines(connection),
    ')',
    '',
    '',
    'def entra_token() -> str:',
    `    return credential.get_token(${text(connection.scope)}).token  # kept by the credential`,
    '',
    '',
    ...commented('#', versionRemark(connection)),
    ...clientLines(connection),
    'completion = client.chat.completions.create(',
    `    model=${text(connection.deployment)},  # the name of the deployment`,
    `    messages=[{"role": "user", "content": ${text(question)}}],`,
    ')',
    'print(completion.choices[0].message.content)',
    '',
    `# Try it, with OIDC_CLIENT_SECRET in the environment: ${tryIt}`,
  ];
  return { fileName: 'azure_openai.py', text: textOf(lines), tryIt };
};

function authorityLines({ authorityHost, isPrivateAuthority }: Connection): string[] {
  if (authorityHost === null) return [];
  return [`    authority=${text(authorityHost)},`, ...(isPrivateAuthority ? ['    disable_instance_discovery=True,'] : [])];
}

function clientLines({ endpoint, apiVersion }: Connection): string[] {
  if (apiVersion === null) return [`client = OpenAI(base_url=${text(`${endpoint}/openai/v1/`)}, api_key=entra_token)`];
  return [
    'client = AzureOpenAI(',
    `    base_url=${text(`${endpoint}/openai`)},`,
    `    api_version=${text(apiVersion)},`,
    '    azure_ad_token_provider=entra_token,',
    ')',
  ];
}
