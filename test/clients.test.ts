import { spawnSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';

import { azNote, azTimeout, hasAz } from './support/az.js';
import { keyless } from './support/binary.js';

/** The sandbox walked by clients this project did not write, each with nothing but the environment that the sandbox gives. */

const token = String.raw`
A=$(curl -sS --fail-with-body "https://$OIDC_ENDPOINT/oauth/token" -d grant_type=client_credentials -d client_id="$OIDC_CLIENT_ID" \
  -d client_secret="$OIDC_CLIENT_SECRET" --data-urlencode audience="$OIDC_AUDIENCE" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
export A`;

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

async function inSandbox(script: string): Promise<string> {
  const run = await keyless(['sandbox', '--', 'sh', '-euc', script]);
  if (run.code !== 0) throw new Error(`exit ${run.code}\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

describe('through the proxy of the sandbox', () => {
  test('curl walks the three hops', async () => {
    const out = await inSandbox(`${token}
T=$(curl -sS --fail-with-body "https://login.microsoftonline.com/$AZURE_TENANT_ID/oauth2/v2.0/token" -d grant_type=client_credentials \\
  -d client_id="$AZURE_CLIENT_ID" --data-urlencode scope=https://cognitiveservices.azure.com/.default \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer -d client_assertion="$A" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -sS --fail-with-body "$AZURE_AOAI_ENDPOINT/openai/v1/chat/completions" -H "Authorization: Bearer $T" -H 'content-type: application/json' \\
  -d '{"model":"'"$AZURE_AOAI_MODEL_DEPLOYMENT_NAME"'","messages":[{"role":"user","content":"ping"}]}'`);
    const answer = JSON.parse(out) as { choices: { message: { content: string } }[] };
    expect(answer.choices[0]?.message.content).toContain('You asked: "ping"');
  });

  test('curl to a host outside is refused by the proxy', async () => {
    const out = await inSandbox(`curl -sS https://example.com/ 2>&1 || true`);
    expect(out).toMatch(/CONNECT tunnel failed, response 403|Received HTTP code 403 from proxy/);
  });

  const python = ['/usr/bin/python3', 'python3'].find((one) => has(one, '-c', 'import azure.identity'));
  test.skipIf(!python)(
    `azure-identity for Python (${python ?? 'NOT ON THIS MACHINE, so not shown: apt-get install azure-cli'})`,
    async () => {
      const script = `
import os
from azure.identity import ClientAssertionCredential
credential = ClientAssertionCredential(os.environ['AZURE_TENANT_ID'], os.environ['AZURE_CLIENT_ID'], lambda: os.environ['A'])
print(len(credential.get_token('https://cognitiveservices.azure.com/.default').token.split('.')))`;
      expect((await inSandbox(`${token}\n${python} -c "$(cat <<'END'\n${script}\nEND\n)"`)).trim()).toBe('3');
    },
  );

  test.skipIf(!hasAz)(`a real az login with the Auth0 token (${azNote})`, { timeout: azTimeout }, async () => {
    const out = await inSandbox(`${token}
export AZURE_CONFIG_DIR=$(mktemp -d) AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_ONLY_SHOW_ERRORS=true
trap 'rm -rf "$AZURE_CONFIG_DIR"' EXIT
az login --service-principal -u "$AZURE_CLIENT_ID" --tenant "$AZURE_TENANT_ID" --federated-token "$A" -o json`);
    const [account] = JSON.parse(out) as { user: { type: string }; tenantId: string }[];
    expect(account?.user.type).toBe('servicePrincipal');
  });
});
