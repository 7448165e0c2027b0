/** What becomes of a command that stands in a document. */
export interface Row {
  /** Its exit code, where nobody sits before a terminal. */
  exit: number;
  /** What it says on either stream. */
  says?: RegExp;
  /** What is run in its place, because the rest cannot be run inside a test. */
  as?: string;
  /** It works on the repository itself. */
  inRepository?: true;
  /** It runs until Ctrl-C, which comes once this was said. */
  until?: RegExp;
  /** It drives the Azure CLI, and is skipped where there is none. */
  az?: true;
}

/** A command that a test cannot run: the test, or the gate, that is it. */
export interface Elsewhere {
  shownBy: string;
}

/** Every command of the documents for people. `docs/errors.md` and `docs/guide.md` are not among them: test/provision/printed-commands.test.ts runs theirs. */
export const commands: Readonly<Record<string, Row | Elsewhere>> = {
  // Starting: what the gate begins with.
  'npm ci': { shownBy: '.ci/run' },
  'npm test': { shownBy: '.ci/run' },
  'npm ci && npm test': { shownBy: '.ci/run' },
  'npm run build': { shownBy: '.ci/run' },
  'npm run format': { shownBy: '.ci/run' },
  'npm run test:long': { shownBy: 'test/reliability/counts.test.ts' },
  'npm run pictures': { shownBy: 'test/ui/pictures.ts' },
  'npm run sandbox': { exit: 0, as: 'keyless --sandbox', says: /^all well/m },
  'npm ci && npm run sandbox': { exit: 0, as: 'keyless --sandbox', says: /^all well/m },
  'npm ci && npm run build && npm link': {
    exit: 0,
    as: 'npm link && "$npm_config_prefix/bin/keyless" --version',
    says: /^keyless \d/m,
    inRepository: true,
  },
  'npm ci && npm pack': { shownBy: 'test/package.test.ts' },
  'npm run --silent bench': { shownBy: 'test/bench/bench.test.ts' },
  'npm run --silent bench -- --write': { shownBy: 'test/bench/bench.test.ts' },
  'npm run --silent bench -- --json > bench.json': { shownBy: 'test/bench/bench.test.ts' },
  'npm run --silent bench -- --only check --rounds 50': { shownBy: 'test/bench/bench.test.ts' },
  'npx vitest run test/findings': { shownBy: '.ci/run' },
  'npx vitest run test/findings test/sandbox/faults.test.ts': { shownBy: '.ci/run' },
  'npx vitest run test/findings/errors-page.test.ts -u': { shownBy: 'test/findings/errors-page.test.ts' },
  'npm run --silent keyless -- check --sandbox --fault entra/conditional-access': {
    exit: 1,
    as: 'keyless check --sandbox --fault entra/conditional-access',
    says: /entra\/conditional-access/,
  },

  // With settings that are there, and nobody to ask.
  'keyless setup': { exit: 0, as: 'keyless setup --no-input', says: /\.env/ },
  'keyless setup --no-input': { exit: 0, says: /\.env/ },
  'keyless check': { exit: 0, says: /^all well/m },
  'keyless check --plain': { exit: 0, says: /^all well/m },
  'keyless check --accessible': { exit: 0, says: /^21 of 21\. OK/m },
  'keyless check --verbose': { exit: 0, says: /POST https:/ },
  'keyless check --federated-credential credential.json': { exit: 0, says: /issuer identical/ },
  'keyless check --json > keyless.json || echo "exit $?"': { exit: 0 },
  'keyless prompt "say hello"': { exit: 0, says: /You asked: "say hello"/ },
  'echo "say hello" | keyless prompt': { exit: 0, says: /You asked: "say hello"/ },
  'keyless export typescript': { exit: 0, says: /import / },
  'keyless export report': { exit: 0, says: /^# / },
  "jq '.exitCode' keyless.json": { exit: 0, says: /^1$/m },
  'jq -r \'.diagnoses[0].code // "none"\' keyless.json': { exit: 0, says: /^trust\/issuer-slash$/m },
  'jq -r \'.diagnoses[] | "\\(.code): \\(.title)"\' keyless.json': { exit: 0, says: /^trust\/issuer-slash: / },
  'jq -r \'.checks[] | select(.status != "pass") | .id\' keyless.json': { exit: 0, says: /^trust\.issuer$/m },

  // An error from somewhere else.
  'keyless explain error.log': { exit: 0, says: /trust\/issuer-mismatch/ },
  'keyless explain trust/issuer-slash': { exit: 0, says: /trust\/issuer-slash/ },
  'keyless explain error.log --federated-credential credential.json': { exit: 0, says: /trust\/issuer-slash/ },
  'keyless explain --token token.txt --federated-credential credential.json': { exit: 0, says: /@clients/ },
  'az identity federated-credential list --identity-name NAME --resource-group GROUP -o json > credential.json': { exit: 0, az: true },

  // Both accounts have everything.
  'keyless provision': { shownBy: 'test/ui/provision-terminal.test.ts' },
  'keyless provision --dry-run': { exit: 0, az: true },
  'keyless provision --yes': { exit: 0, az: true },
  'keyless provision --post-deployment --dry-run': { exit: 0, az: true },
  'keyless provision --post-deployment --resource-group GROUP --yes': { exit: 0, az: true },

  // Pretend services.
  'keyless sandbox': { exit: 130, until: /Requests appear below/ },
  'keyless sandbox --list': { exit: 0, says: /trust\/issuer-slash/ },
  'keyless sandbox --empty -- sh': { exit: 0 },
  'keyless sandbox -- curl -sS https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration': {
    exit: 0,
    says: /token_endpoint/,
  },
  'keyless check --sandbox --fault trust/issuer-slash': { exit: 1, says: /trust\/issuer-slash/ },
};
