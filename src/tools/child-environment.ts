import type { ToolName } from './tool.js';

/** What of the machine decides how a program is found and run. Values, so that every platform can be tried on one. */
export interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
}

/** What a program of this kind cannot do without: where things are, the language, the way to the network and whom to trust there. */
const everyone = [
  ...'PATH PATHEXT HOME USER LOGNAME LANG LANGUAGE LC_ALL LC_CTYPE TZ TMPDIR TEMP TMP'.split(' '),
  ...'USERPROFILE USERNAME HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86)'.split(' '),
  ...'COMMONPROGRAMFILES SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC'.split(' '),
  ...'HTTPS_PROXY HTTP_PROXY ALL_PROXY NO_PROXY https_proxy http_proxy all_proxy no_proxy'.split(' '),
  ...'REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR'.split(' '),
  // Sign-ins lie in files below these, or in the keyring of the desktop.
  ...'XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS'.split(' '),
];

const own: Readonly<Record<ToolName, readonly string[]>> = {
  az: [
    ...'AZURE_CONFIG_DIR AZURE_EXTENSION_DIR AZURE_CLOUD_NAME ARM_CLOUD_METADATA_URL AZURE_CORE_INSTANCE_DISCOVERY AZURE_CORE_ENCRYPT_TOKEN_CACHE'.split(
      ' ',
    ),
    ...'AZURE_CLI_DISABLE_CONNECTION_VERIFICATION PYTHONPATH'.split(' '),
    // Cloud Shell, and a machine of Azure whose own identity is signed in, take their tokens from there.
    ...'ACC_CLOUD MSI_ENDPOINT MSI_SECRET IDENTITY_ENDPOINT IDENTITY_HEADER'.split(' '),
  ],
  auth0: ['AUTH0_CLI_AUTH_MODE'],
};

/** What the Auth0 CLI signs in with where the person says that it has to take it from the environment. */
const auth0SignIn = ['AUTH0_DOMAIN', 'AUTH0_API_TOKEN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET'];

/** No colours, no questions, no telemetry, nothing installed on the way (Microsoft Learn, azure-cli-configuration; the README of auth0-cli). */
const switches: Readonly<Record<ToolName, Readonly<Record<string, string>>>> = {
  az: {
    AZURE_CORE_NO_COLOR: 'true',
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_CORE_LOGIN_EXPERIENCE_V2: 'off',
    AZURE_CORE_SURVEY_MESSAGE: 'false',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
    // What goes into a pipe would otherwise be written in the code page of the machine.
    PYTHONIOENCODING: 'utf-8',
  },
  auth0: { AUTH0_AGENT_MODE: 'false', AUTH0_CLI_ANALYTICS: 'false' },
};

/** Everything that a tool sees of the environment. The secrets of this program, and keys for anything else, are not among it. */
export function childEnvironment(tool: ToolName, { env, platform }: Machine): Record<string, string> {
  const names = new Set([...everyone, ...own[tool], ...(tool === 'auth0' && isSignedInByEnvironment(env) ? auth0SignIn : [])]);
  // On Windows `Path` and `PATH` are one.
  const spelled = Object.entries(env).map(([name, value]) => [platform === 'win32' ? name.toUpperCase() : name, value] as const);
  const handed = spelled.filter((entry): entry is [string, string] => entry[1] !== undefined && names.has(entry[0]));
  return { ...Object.fromEntries(handed), TERM: 'dumb', NO_COLOR: '1', ...switches[tool] };
}

function isSignedInByEnvironment(env: Machine['env']): boolean {
  return env['AUTH0_CLI_AUTH_MODE']?.trim().toLowerCase() === 'env';
}
