import { commented, connectionOf, question, textOf, versionRemark } from './connection.js';
import type { Connection } from './connection.js';
import type { Template } from './kind.js';
import { javaString as text } from './literal.js';

/** One class, for a project of Maven or Gradle. */
export const java: Template = (profile) => {
  const connection = connectionOf(profile);
  const tryIt = 'mvn -q compile exec:java -Dexec.mainClass=AzureOpenAi';
  const lines = [
    '// Asks Azure OpenAI with the identity of an Auth0 application, without an Azure key.',
    '// First: com.azure:azure-identity and com.openai:openai-java into the project, each the latest.',
    'import com.azure.core.util.BinaryData;',
    'import com.azure.identity.AuthenticationUtil;',
    'import com.azure.identity.ClientAssertionCredential;',
    'import com.azure.identity.ClientAssertionCredentialBuilder;',
    ...(connection.apiVersion === null ? [] : ['import com.openai.azure.AzureOpenAIServiceVersion;']),
    'import com.openai.client.OpenAIClient;',
    'import com.openai.client.okhttp.OpenAIOkHttpClient;',
    'import com.openai.credential.BearerTokenCredential;',
    'import com.openai.models.chat.completions.ChatCompletionCreateParams;',
    'import java.net.URI;',
    'import java.net.URLEncoder;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpResponse;',
    'import java.nio.charset.StandardCharsets;',
    'import java.time.Duration;',
    'import java.time.Instant;',
    'import java.util.Map;',
    'import java.util.stream.Collectors;',
    '',
    'public class AzureOpenAi {',
    '    private static String kept;',
    '    private static Instant renewAt = Instant.MIN;',
    '',
    '    // Auth0 counts every token it issues: one is kept for nine tenths of its life, for all threads.',
    '    private static synchronized String auth0Token() {',
    '        if (Instant.now().isAfter(renewAt)) {',
    '            Map<?, ?> answer = requestToken();',
    '            kept = (String) answer.get("access_token");',
    '            renewAt = Instant.now().plusSeconds(((Number) answer.get("expires_in")).longValue() * 9 / 10);',
    '        }',
    '        return kept;',
    '    }',
    '',
    '    private static Map<?, ?> requestToken() {',
    '        Map<String, String> form = Map.of(',
    '            "grant_type", "client_credentials",',
    `            "client_id", ${text(connection.oidcClientId)},`,
    '            "client_secret", System.getenv("OIDC_CLIENT_SECRET"),',
    `            "audience", ${text(connection.audience)});`,
    '        String body = form.entrySet().stream()',
    '            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))',
    '            .collect(Collectors.joining("&"));',
    `        HttpRequest request = HttpRequest.newBuilder(URI.create(${text(connection.tokenUrl)}))`,
    '            .timeout(Duration.ofSeconds(20))',
    '            .header("Content-Type", "application/x-www-form-urlencoded")',
    '            .POST(HttpRequest.BodyPublishers.ofString(body))',
    '            .build();',
    '        HttpResponse<String> response = HttpClient.newHttpClient()',
    '            .sendAsync(request, HttpResponse.BodyHandlers.ofString())',
    '            .join();',
    '        if (response.statusCode() != 200) {',
    '            throw new IllegalStateException("Auth0 answered " + response.statusCode() + ": " + response.body());',
    '        }',
    '        return BinaryData.fromString(response.body()).toObject(Map.class);',
    '    }',
    '',
    '    public static void main(String[] args) {',
    '        String secret = System.getenv("OIDC_CLIENT_SECRET");',
    '        if (secret == null || secret.isEmpty()) {',
    '            throw new IllegalStateException("OIDC_CLIENT_SECRET is not set: it is the client secret of the Auth0 application.");',
    '        }',
    '        ClientAssertionCredential credential = new ClientAssertionCredentialBuilder()',
    `            .tenantId(${text(connection.tenant)})`,
    `            .clientId(${text(connection.azureClientId)})`,
    '            .clientAssertion(AzureOpenAi::auth0Token)',
    ...authorityLines(connection),
    '            .build();',
    ...commented('        //', versionRemark(connection)),
    '        OpenAIClient client = OpenAIOkHttpClient.builder()',
    ...addressLines(connection),
    '            .credential(BearerTokenCredential.create(',
    `                AuthenticationUtil.getBearerTokenSupplier(credential, ${text(connection.scope)})))`,
    '            .build();',
    '        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()',
    `            .model(${text(connection.deployment)}) // the name of the deployment`,
    `            .addUserMessage(${text(question)})`,
    '            .build();',
    '        client.chat().completions().create(question).choices().stream()',
    '            .flatMap(choice -> choice.message().content().stream())',
    '            .forEach(System.out::println);',
    '    }',
    '}',
    '',
    `// Try it, with OIDC_CLIENT_SECRET in the environment: ${tryIt}`,
  ];
  return { fileName: 'AzureOpenAi.java', text: textOf(lines), tryIt };
};

function authorityLines({ authorityHost, isPrivateAuthority }: Connection): string[] {
  if (authorityHost === null) return [];
  return [`            .authorityHost(${text(authorityHost)})`, ...(isPrivateAuthority ? ['            .disableInstanceDiscovery()'] : [])];
}

function addressLines({ endpoint, apiVersion }: Connection): string[] {
  if (apiVersion === null) return [`            .baseUrl(${text(`${endpoint}/openai/v1/`)})`];
  return [
    `            .baseUrl(${text(endpoint)})`,
    `            .azureServiceVersion(AzureOpenAIServiceVersion.fromString(${text(apiVersion)}))`,
  ];
}
