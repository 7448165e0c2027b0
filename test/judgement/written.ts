/** Ways in which people write one env file; all of them mean the same. */
export const spellings: [string, (settings: [string, string][]) => string][] = [
  ['as they are', (all) => lines(all, ([name, value]) => `${name}=${value}`)],
  ['in double quotes', (all) => lines(all, ([name, value]) => `${name}="${value}"`)],
  ['in single quotes', (all) => lines(all, ([name, value]) => `${name}='${value}'`)],
  ['with export', (all) => lines(all, ([name, value]) => `export ${name}=${value}`)],
  ['with blanks around the equals sign', (all) => lines(all, ([name, value]) => `${name} = ${value}`)],
  ['with blanks at both ends', (all) => lines(all, ([name, value]) => `  ${name}=${value}   `)],
  ['with comments between and behind', (all) => lines(all, ([name, value]) => `# ${name} of the portal\n\n${name}="${value}" # copied`)],
  ['with Windows line ends', (all) => lines(all, ([name, value]) => `${name}=${value}\r`)],
  ['with a byte order mark', (all) => `\uFEFF${lines(all, ([name, value]) => `${name}=${value}`)}`],
  ['without a last line end', (all) => lines(all, ([name, value]) => `${name}=${value}`).trimEnd()],
  ['twice, the last one counts', (all) => lines(all, ([name, value]) => `${name}=old\n${name}=${value}`)],
  ['among lines of other programs', (all) => lines(all, ([name, value]) => `${name}=${value}\nPORT=3000\nnot a line\nDEBUG='a=b'`)],
];

function lines(all: [string, string][], write: (one: [string, string]) => string): string {
  return all.map((one) => `${write(one)}\n`).join('');
}

/** Noise around a value that is taken off and reported, and changes nothing. */
export const noise: [name: string, setting: string, write: (value: string) => string][] = [
  ['a scheme before the domain', 'OIDC_ENDPOINT', (value) => `https://${value}`],
  ['a scheme and a slash', 'OIDC_ENDPOINT', (value) => `https://${value}/`],
  ['the address of the discovery document', 'OIDC_ENDPOINT', (value) => `https://${value}/.well-known/openid-configuration`],
  ['a client id in braces', 'AZURE_CLIENT_ID', (value) => `{${value}}`],
  ['the path of the v1 API', 'AZURE_AOAI_ENDPOINT', (value) => `${value}/openai/v1/`],
  ['the path of the older API', 'AZURE_AOAI_ENDPOINT', (value) => `${value}/openai`],
  ['the whole target URI of the portal', 'AZURE_AOAI_ENDPOINT', (value) => `${value}/openai/v1/responses`],
  ['a zero-width space', 'AZURE_CLIENT_ID', (value) => `\u200B${value}`],
  ['a non-breaking space', 'OIDC_CLIENT_ID', (value) => `${value}\u00A0`],
];
