// Parts of the dependencies that the program cannot reach, and that no bundler can see are not reached: a client of an SDK makes all of
// its resources, a credential knows all of its flows. Each class and function of such a module is here, under its name, without its body,
// so that an import of it still holds. What is kept is named, or the parts are, by folder; an update that moves one fails the build.

/**
 * `but`: what is kept of it. `isMade`: an instance is made and never used; of the others even making one is a bug, and says so.
 * `keepsFunctions`: its classes alone are left out.
 */
const unreached = [
  // Completions, Responses and the list of models are asked for, and `src/chain/completion.ts` is the one that asks.
  {
    part: 'openai/resources/',
    but: ['chat/chat.mjs', 'chat/completions/completions.mjs', 'models.mjs', 'responses/responses.mjs'],
    isMade: true,
  },
  // Of a completion the plain iterator is read: the helpers beside it gather events, run tools and parse formats.
  { part: 'openai/lib/ChatCompletionRunner.mjs' },
  { part: 'openai/lib/ChatCompletionStream.mjs' },
  { part: 'openai/lib/ChatCompletionStreamingRunner.mjs' },
  { part: 'openai/lib/responses/ResponseStream.mjs' },
  { part: 'openai/lib/parser.mjs' },
  // Signing in with an identity or a certificate of OpenAI's own; whether there is one is asked at each request.
  { part: 'openai/auth/workload-identity-auth.mjs' },
  { part: 'openai/internal/auth/x509-workload-identity-auth.mjs', keepsFunctions: true },
  // A credential with an assertion: no account, no browser, no device, no certificate.
  { part: 'open/index.js' },
  { part: 'jsonwebtoken/index.js' },
  { part: '@azure/msal-common/dist/crypto/PopTokenGenerator.mjs' },
  { part: '@azure/msal-node/dist/cache/TokenCache.mjs', isMade: true },
  { part: '@azure/msal-node/dist/cache/serializer/' },
  { part: '@azure/msal-node/dist/protocol/Authorize.mjs' },
  { part: '@azure/msal-node/dist/client/PublicClientApplication.mjs' },
  { part: '@azure/msal-node/dist/client/OnBehalfOfClient.mjs' },
  { part: '@azure/msal-node/dist/client/UserFederatedIdentityCredentialClient.mjs' },
  { part: '@azure/msal-node/dist/client/UsernamePasswordClient.mjs' },
  { part: '@azure/msal-common/dist/client/AuthorizationCodeClient.mjs' },
  { part: '@azure/msal-common/dist/client/RefreshTokenClient.mjs' },
  { part: '@azure/msal-common/dist/client/SilentFlowClient.mjs' },
  // The SDK is given our own.
  { part: '@azure/core-client/dist/esm/httpClientCache.js' },
  // Programs are run one at a time, beside the program, and their output is read at the end.
  { part: 'execa/lib/methods/main-sync.js' },
  { part: 'execa/lib/pipe/setup.js' },
  { part: 'execa/lib/verbose/default.js' },
  ...['readable', 'writable', 'duplex', 'web', 'iterable'].map((name) => ({ part: `execa/lib/convert/${name}.js` })),
  ...['send', 'get-one', 'get-each'].map((name) => ({ part: `execa/lib/ipc/${name}.js` })),
];

const found = new Set();

/** A plugin that leaves them out. */
export const leaveOut = {
  name: 'leave out',
  transform(code, id) {
    const file = id.slice(id.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    const rule = unreached.find(({ part }) => file.startsWith(part));
    if (!rule || file.endsWith('/index.mjs')) return null;
    found.add(rule.part);
    const kept = rule.but?.find((name) => file === rule.part + name);
    if (kept) found.add(file);
    if (kept) return null;
    const program = this.parse(code);
    return { code: rule.keepsFunctions ? withoutClasses(program, code) : withoutBodies(program, rule.isMade), map: null };
  },
  buildEnd(error) {
    if (error) return;
    const named = unreached.flatMap(({ part, but = [] }) => [part, ...but.map((name) => part + name)]);
    const missing = named.filter((name) => !found.has(name));
    if (missing.length > 0) throw new Error(`nothing bundled is ${missing.join(', ')}: scripts/unreached.mjs names it`);
  },
};

/** All of it but its exported classes, and what is set of them later. */
function withoutClasses({ body }, code) {
  const rest = body.filter(({ type }) => type !== 'ExpressionStatement');
  return rest
    .map(({ declaration, start, end }) =>
      declaration?.type === 'ClassDeclaration' ? withoutBody(declaration.id.name, declaration.type) : code.slice(start, end),
    )
    .join('\n');
}

/** Its classes and functions alone: where anything else is imported from it, the build fails, and it has to be kept. */
function withoutBodies({ body }, isMade) {
  const exported = body.filter(({ type }) => type.startsWith('Export'));
  if (exported.length === 0) return 'module.exports = {};';
  const declared = new Map(body.flatMap((node) => declarationsIn(node.declaration ?? node)));
  return exported
    .flatMap((node) => namesOf(node))
    .flatMap(([name, local]) => withoutBody(name, declared.get(local), isMade))
    .join('\n');
}

/** What a statement declares: its names, and what each is. */
function declarationsIn({ type, id, async: isAsync, declarations = [] }) {
  return id ? [[id.name, isAsync ? `Async${type}` : type]] : declarations.map((one) => [one.id.name, one.init?.type]);
}

/** Under which names a statement exports what. */
function namesOf({ type, declaration, specifiers = [], source }) {
  if (source) return [];
  if (type === 'ExportDefaultDeclaration') return [['default', declaration.id?.name ?? declaration.name]];
  if (declaration) return declarationsIn(declaration).map(([name]) => [name, name]);
  return specifiers.map(({ exported, local }) => [exported.name, local.name]);
}

function withoutBody(name, type, isMade) {
  const start = name === 'default' ? 'export default' : 'export';
  const id = name === 'default' ? '' : name;
  const thrown = `throw new Error('${name} is not bundled')`;
  if (type === 'ClassDeclaration') return [`${start} class ${id} { ${isMade ? '' : `constructor() { ${thrown}; }`} }`];
  return /Function/.test(type) ? [`${start} ${type.startsWith('Async') ? 'async ' : ''}function ${id}() { ${thrown}; }`] : [];
}
