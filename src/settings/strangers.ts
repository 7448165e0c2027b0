/** Web pages for people, whose address is copied instead of the value on the page. */
export function isPage(host: string): boolean {
  return page.test(host);
}

/** What a host certainly is, when it can be none of the three parties: a sentence that goes on from "it", or null. */
export function strangerAt(host: string): string | null {
  return strangers.find(([pattern]) => pattern.test(host))?.[1] ?? null;
}

const page =
  /^(?:(?:manage|dashboard|www)\.)?auth0\.com$|^(?:[\w-]+\.)?portal\.azure\.(?:com|us|cn)$|^(?:ai|oai|ml|entra)\.(?:azure|microsoft)\.(?:com|us|cn)$|^(?:learn|docs|admin|www)\.microsoft\.com$/;

/** The Azure SDKs know these names; a custom domain or a gateway has none of them. */
const strangers: readonly [RegExp, string][] = [
  [
    /^(?:[\w-]+\.)*(?:openai|chatgpt)\.com$/,
    'it is an address of OpenAI’s own service, which is not Azure OpenAI: it takes no token of Entra ID, and none must go there',
  ],
  [
    /^(?:management\.(?:azure\.com|core\.windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|(?:[\w-]+\.)?graph\.(?:microsoft\.(?:com|us)|windows\.net)|microsoftgraph\.chinacloudapi\.cn)$/,
    'it is the address at which Azure or Entra ID is administered, not that of a resource or of an issuer',
  ],
  [/^(?:(?:www|api|gist)\.)?github\.com$/, 'it is an address of GitHub'],
];
