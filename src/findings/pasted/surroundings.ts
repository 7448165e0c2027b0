/** Whose business a text is, by the names in it. Short sentences that anybody may say count only where their party is named. */
export interface Surroundings {
  auth0: boolean;
  entra: boolean;
  azureOpenAi: boolean;
  /** A body or an exception in the shape that OpenAI gave to its errors, and Azure OpenAI took over. */
  openAiShape: boolean;
  /** OpenAI or one of its models, whoever serves it. */
  openAi: boolean;
  openAiSdk: boolean;
  /** OpenAI itself, or another server that speaks as it does; none of them is one of the three parties. */
  otherModels: boolean;
  /** What was asked, if it is not a page that explains. */
  address: boolean;
  /** Another server that issues tokens, whose answers look like those of Auth0. */
  otherIssuer: boolean;
  /** The command line of Azure, or of a tool that works with it. */
  az: boolean;
  /** An application's own sign-in: no user takes part in it. */
  application: boolean;
}

/** Reads the names in a text. */
export function surroundingsOf(text: string): Surroundings {
  const has = (pattern: RegExp): boolean => pattern.test(text);
  return {
    auth0: has(/auth0|\bcredentials-exchange Action\b/i),
    entra: has(
      /AADSTS\d|microsoftonline|sts\.windows\.net|\bentra\b|\bmsal\b|azure[._-]?(?:identity|ad\b|active directory)|federated identity|client[_ ]assertion|ClientAssertionCredential|WorkloadIdentityCredential|correct tenant ID|client secret value, not the|Supported signing algorithms are|\bunauthorized_client: |\binvalid_client: /i,
    ),
    azureOpenAi: has(
      /openai\.azure\.|cognitiveservices|services\.ai\.azure|azure-api\.net|azure[\s_-]?open ?ai|AzureException|azure\.ai\.|\baoai\b|api-version|cognitive services|Azure support request|microsoft\.com\/fwlink|\/\/ai\.azure\.com/i,
    ),
    openAiShape: has(
      /["']?type["']?: ["'](?:invalid_request_error|server_error|tokens|requests)["']|\bError code: [45]\d\d - \{|["']?error["']?: ?\{|\bopenai\.(?:error\.)?\w*Error\b|litellm|OpenAIException|HttpOperationException|ClientResultException|azure[._]core|Azure\.RequestFailedException|\{\s*["']statusCode["']: ?\d{3}, ?["']message["']: ?["'](?:Resource not found|Unauthorized\. Access token|Internal server error)[^"'\n]*["']/i,
    ),
    openAi: has(/open ?ai|\bgpt/i),
    openAiSdk: has(/\bopenai\.(?:error\.)?\w*Error\b|node_modules[\\/]openai\b|\bOpenAIClient\b/),
    otherModels: has(
      /api\.openai\.com|platform\.openai\.com|auth\.openai\.com|\b(?:vllm|anthropic|ollama|deepseek|openrouter|groq|mistral|moonshot|fireworks|dashscope|nvidia|perplexity|cerebras|gemini|lm ?studio|together\.(?:ai|xyz)|x\.ai)\b|https?:\/\/(?![\w.-]*\.(?:azure\.(?:com|us|cn)|azure-api\.net)[/:])[\w.-]+(?::\d+)?\/[\w./-]*chat\/completions|["']object["']: ?["']error["']/i,
    ),
    address: has(/https?:\/\/(?!aka\.ms|go\.microsoft|(?:learn|docs)\.microsoft)/),
    otherIssuer: has(
      /\bokta|keycloak|\/realms\/|cognito|onelogin|ping(?:identity|federate)|fusionauth|duende|identityserver|paypal|passport|doorkeeper|\bhydra\b|\bzitadel\b|\blogto\b|spotify|fitbit|salesforce/i,
    ),
    az: has(/\baz (?:login|account|identity|role|ad|rest|cognitiveservices)\b|Azure CLI|AzureCliCredential|azure-cli|^ERROR: <urllib3/im),
    application: has(
      /client[_ ]assertion|ClientAssertion|WorkloadIdentity|ClientSecretCredential|federated|client_credentials|invalid_client|unauthorized_client|service[ -]principal|confidential client|managed identity/i,
    ),
  };
}
