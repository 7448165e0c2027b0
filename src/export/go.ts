import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { goString as text } from './literal.js';

/** One file, laid out as gofmt does it. */
export const go: Template = (profile) => {
  const connection = connectionOf(profile);
  const isV1 = connection.apiVersion === null;
  const tryIt = 'go run .';
  const lines = [
    '// Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key.',
    '// First: go mod init example && go mod tidy',
    'package main',
    '',
    'import (',
    '\t"context"',
    '\t"encoding/json"',
    '\t"fmt"',
    '\t"log"',
    '\t"net/http"',
    '\t"net/url"',
    '\t"os"',
    '\t"sync"',
    '\t"time"',
    '',
    ...(connection.authorityHost === null
      ? []
      : ['\t"github.com/Azure/azure-sdk-for-go/sdk/azcore"', '\t"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"']),
    ...(isV1 ? ['\t"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"'] : []),
    '\t"github.com/Azure/azure-sdk-for-go/sdk/azidentity"',
    '\t"github.com/openai/openai-go/v3"',
    ...(isV1 ? ['\t"github.com/openai/openai-go/v3/option"'] : ['\t"github.com/openai/openai-go/v3/azure"']),
    ')',
    '',
    '// Auth0 counts every token it issues: one is kept for nine tenths of its life, for all goroutines.',
    'var (',
    '\tlock    sync.Mutex',
    '\tkept    string',
    '\trenewAt time.Time',
    ')',
    '',
    'func auth0Token(ctx context.Context) (string, error) {',
    '\tlock.Lock()',
    '\tdefer lock.Unlock()',
    '\tif time.Now().Before(renewAt) {',
    '\t\treturn kept, nil',
    '\t}',
    '\ttoken, life, err := requestToken()',
    '\tif err != nil {',
    '\t\treturn "", err',
    '\t}',
    '\tkept, renewAt = token, time.Now().Add(life*9/10)',
    '\treturn kept, nil',
    '}',
    '',
    'func requestToken() (string, time.Duration, error) {',
    '\tclient := http.Client{Timeout: 20 * time.Second}',
    `\tresponse, err := client.PostForm(${text(connection.tokenUrl)}, url.Values{`,
    '\t\t"grant_type":    {"client_credentials"},',
    `\t\t"client_id":     {${text(connection.oidcClientId)}},`,
    '\t\t"client_secret": {os.Getenv("OIDC_CLIENT_SECRET")},',
    `\t\t"audience":      {${text(connection.audience)}},`,
    '\t})',
    '\tif err != nil {',
    '\t\treturn "", 0, err',
    '\t}',
    '\tdefer response.Body.Close()',
    '\tvar answer struct {',
    '\t\tToken   string  `json:"access_token"`',
    '\t\tSeconds float64 `json:"expires_in"`',
    '\t\tError   string  `json:"error"`',
    '\t\tSaid    string  `json:"error_description"`',
    '\t}',
    '\tif err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer.Token == "" {',
    '\t\treturn "", 0, fmt.Errorf("Auth0 answered %s: %s %s", response.Status, answer.Error, answer.Said)',
    '\t}',
    '\treturn answer.Token, time.Duration(answer.Seconds * float64(time.Second)), nil',
    '}',
    '',
    'func main() {',
    '\tif os.Getenv("OIDC_CLIENT_SECRET") == "" {',
    '\t\tlog.Fatal("OIDC_CLIENT_SECRET is not set: it is the client secret of the Auth0 application.")',
    '\t}',
    '\tctx := context.Background()',
    '\tcredential, err := azidentity.NewClientAssertionCredential(',
    `\t\t${text(connection.tenant)}, ${text(connection.azureClientId)}, auth0Token, ${optionsOf(connection)})`,
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    ...commented('\t//', versionRemark(connection)),
    ...clientLines(connection),
    '\tcompletion, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{',
    `\t\tModel:    ${text(connection.deployment)}, // the name of the deployment`,
    `\t\tMessages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(${text(question)})},`,
    '\t})',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tfmt.Println(completion.Choices[0].Message.Content)',
    '}',
    '',
    `// Try it, with OIDC_CLIENT_SECRET in the environment: ${tryIt}`,
  ];
  return { fileName: 'main.go', text: textOf(lines), tryIt };
};

function optionsOf({ authorityHost, isPrivateAuthority }: Connection): string {
  if (authorityHost === null) return 'nil';
  const discovery = isPrivateAuthority ? '\n\t\t\tDisableInstanceDiscovery: true,' : '';
  const name = isPrivateAuthority ? 'ClientOptions:            ' : 'ClientOptions: ';
  return `&azidentity.ClientAssertionCredentialOptions{
\t\t\t${name}azcore.ClientOptions{Cloud: cloud.Configuration{ActiveDirectoryAuthorityHost: ${text(`${authorityHost}/`)}}},${discovery}
\t\t}`;
}

/** `azure.WithTokenCredential` insists on `azure.WithEndpoint`, and that on a dated version: for the v1 API the token goes in by hand. */
function clientLines({ endpoint, apiVersion, scope }: Connection): string[] {
  if (apiVersion !== null)
    return [
      '\tclient := openai.NewClient(',
      `\t\tazure.WithEndpoint(${text(endpoint)}, ${text(apiVersion)}),`,
      `\t\tazure.WithTokenCredential(credential, azure.WithTokenCredentialScopes([]string{${text(scope)}})),`,
      '\t)',
    ];
  return [
    '\tclient := openai.NewClient(',
    `\t\toption.WithBaseURL(${text(`${endpoint}/openai/v1/`)}),`,
    '\t\toption.WithMiddleware(func(request *http.Request, next option.MiddlewareNext) (*http.Response, error) {',
    `\t\t\ttoken, err := credential.GetToken(request.Context(), policy.TokenRequestOptions{Scopes: []string{${text(scope)}}})`,
    '\t\t\tif err != nil {',
    '\t\t\t\treturn nil, err',
    '\t\t\t}',
    '\t\t\trequest.Header.Set("Authorization", "Bearer "+token.Token)',
    '\t\t\treturn next(request)',
    '\t\t}),',
    '\t)',
  ];
}
