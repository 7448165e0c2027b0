import type { CheckEvent } from '../../src/checks/check.js';
import { nothingExplained } from '../../src/commands/explain-code.js';
import type { Explained } from '../../src/report/explained.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import { diagnosisFor } from '../../src/report/diagnosis.js';
import type { CheckDiagnosis, CheckReport, Report } from '../../src/report/report.js';
import { fieldOf } from '../../src/settings/fields.js';
import type { EnvDiffLine } from '../../src/settings/env-diff.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { Secret } from '../../src/settings/secret.js';
import { exportKinds } from '../../src/export/kind.js';
import type { Offered } from '../../src/ui/export/exporting.js';
import type { Prepared, Ran, Repaired } from '../../src/ui/explain/repairing.js';
import { steps } from '../../src/ui/setup/steps.js';
import type { Applying, CredentialRead, Followed, Looked } from '../../src/ui/provision/planning.js';
import type { Desk, Found, Review, Tried, Values } from '../../src/ui/desk.js';

type Watch = (event: CheckEvent, report: () => Report) => void;

/** A desk whose work is done by the test: what was asked of it, and how to answer. */
export interface FakeDesk extends Desk {
  asked: string[];
  values: Values | null;
  /** The last values that were to be kept. */
  kept: Values;
  stops: number;
  /** Says something of the run that is under way. */
  watch: Watch;
  /** Tells of a try while it waits. */
  tried: (tried: Tried) => void;
  /** Tells of what is being read for a plan. */
  hear: (what: string, isOver?: boolean) => void;
  /** Ends a look. */
  looked(looked: Looked): void;
  /** Tells of a step. */
  step: (event: Applying) => void;
  /** Ends the following of a plan. */
  followed(followed: Followed): void;
  /** Ends a look at what a repair needs. */
  prepared(prepared: Prepared): void;
  /** Tells of a command that was run. */
  ran: (ran: Ran) => void;
  /** Ends a repair. */
  repaired(repaired: Repaired): void;
  /** Ends it. */
  end(report: Report): void;
  fail(error: Error): void;
}

const asked = steps.flatMap((step) => step.fields).map(fieldOf);
const names = asked.map(({ name }) => name);

export const secretText = 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2';

const texts: { readonly [N in FieldName]?: string } = {
  OIDC_ENDPOINT: 'acme-dev.eu.auth0.com',
  OIDC_CLIENT_ID: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  OIDC_CLIENT_SECRET: secretText,
  AZURE_TENANT_ID: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  AZURE_CLIENT_ID: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  AZURE_AOAI_ENDPOINT: 'https://acme-ai.openai.azure.com',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'team-chat',
};

/** Everything there is to be found, as if it stood in `.env`. */
export function allFound(): Map<FieldName, Found> {
  const entries = Object.entries(texts) as [FieldName, string][];
  return new Map(entries.map(([name, text]) => [name, { value: name === 'OIDC_CLIENT_SECRET' ? new Secret(text) : text, source: '.env' }]));
}

type Settings = Partial<Pick<Desk, 'found' | 'draft' | 'trouble' | 'isSandbox' | 'lesson' | 'back' | 'start' | 'write'>> & {
  explained?: Explained;
  credential?: CredentialRead;
};

export function fakeDesk(settings: Settings = {}): FakeDesk {
  const found = settings.found ?? new Map();
  let look: (looked: Looked) => void;
  let follow: (followed: Followed) => void;
  let prepare: (prepared: Prepared) => void;
  let repair: (repaired: Repaired) => void;
  let settle: { resolve: (report: Report) => void; reject: (error: Error) => void };
  const run = (what: string, watch: Watch): Promise<Report> => {
    desk.asked.push(what);
    desk.watch = watch;
    return new Promise((resolve, reject) => (settle = { resolve, reject }));
  };
  const desk: FakeDesk = {
    version: '9.9.9',
    fields: asked,
    found,
    draft: new Map(),
    isSandbox: false,
    lesson: null,
    start: 'setup',
    asked: [],
    values: null,
    kept: new Map(),
    stops: 0,
    watch: () => undefined,
    tried: () => undefined,
    review: (values) => reviewOf(values, found),
    keep: (values) => void (desk.kept = values),
    async write() {
      desk.asked.push('write');
      return { ok: true, created: true, file: '.env', remarks: [] };
    },
    async probe(probe) {
      desk.asked.push(`probe ${probe}`);
      return { kind: 'checks', report: reportOf() };
    },
    hear: () => undefined,
    step: () => undefined,
    look(wanted, hear) {
      const decided = [...wanted.decisions].map(([flag, value]) => ` ${flag} ${value}`).join('');
      desk.asked.push(`look ${wanted.about}${decided}`);
      desk.values = wanted.values;
      desk.hear = hear;
      return new Promise((resolve) => (look = resolve));
    },
    looked: (looked) => look(looked),
    apply(watch) {
      desk.asked.push('apply');
      desk.step = watch;
      return new Promise((resolve) => (follow = resolve));
    },
    followed: (followed) => follow(followed),
    prepareRepair(values, wished) {
      desk.asked.push(`prepare ${wished.code}`);
      desk.values = values;
      return new Promise((resolve) => (prepare = resolve));
    },
    prepared: (prepared) => prepare(prepared),
    ran: () => undefined,
    repair(watch) {
      desk.asked.push('repair');
      desk.ran = watch;
      return new Promise((resolve) => (repair = resolve));
    },
    repaired: (repaired) => repair(repaired),
    async readCredential() {
      desk.asked.push('credential');
      return settings.credential ?? { ok: false, cause: signedOut };
    },
    wait(_values, watch) {
      desk.tried = watch;
      return run('wait', () => undefined);
    },
    hurry: () => void desk.asked.push('hurry'),
    async errand(errand) {
      desk.asked.push(errand.kind);
      return `done: ${errand.kind}`;
    },
    check(values, watch) {
      desk.values = values;
      return run('check', watch);
    },
    ask: (text, watch) => run(`ask ${text}`, watch),
    async explain(text) {
      desk.asked.push(`explain ${text.length}`);
      return settings.explained ?? explainedOf();
    },
    async exports(_values, report) {
      desk.asked.push(`exports ${report === null ? 'without' : 'with'} a report`);
      return offersOf(report !== null);
    },
    async save(exported) {
      desk.asked.push(`save ${exported.fileName}`);
      return { ok: true, file: exported.fileName, trial: { before: ['First: read it'], heading: 'To try it', command: exported.tryIt } };
    },
    stop() {
      desk.stops += 1;
    },
    end: (report) => settle.resolve(report),
    fail: (error) => settle.reject(error),
    ...settings,
  };
  return desk;
}

function reviewOf(values: Values, found: ReadonlyMap<FieldName, Found>): Review {
  const all = new Map([...[...found].map(([name, { value }]) => [name, value] as const), ...values]);
  const textOf = (name: FieldName): string => {
    const value = all.get(name) ?? '';
    return value instanceof Secret ? value.reveal() : value;
  };
  const remarks = asked.flatMap((field): Review['remarks'] => {
    const { name, required } = field;
    if (textOf(name) === '')
      return required === 'never' ? [] : [{ field: name, found: finding('settings/missing', { field: name }), isError: true }];
    const parsed = field.parse(textOf(name));
    if (!parsed.ok)
      return [
        { field: name, found: finding('settings/malformed', { field: name, value: null, problem: 'it cannot be used' }), isError: true },
      ];
    return parsed.removed.length > 0
      ? [{ field: name, found: finding('settings/normalised', { field: name, value: null, removed: parsed.removed }), isError: false }]
      : [];
  });
  const changes = names
    .filter((name) => textOf(name) !== '')
    .map((name) => ({ name, kind: values.has(name) ? ('added' as const) : ('unchanged' as const) }));
  const diff = changes.map(({ name, kind }): EnvDiffLine =>
    kind === 'added' ? { kind, name, value: all.get(name) ?? '' } : { kind: 'untouched', count: 1 },
  );
  return { file: '.env', changes, diff, remarks, isUsable: remarks.every(({ isError }) => !isError) };
}

/** What can be taken away: Bicep lacks two values, and the report may lack a run. */
export function offersOf(hasReport: boolean): Offered[] {
  const text = Array.from({ length: 40 }, (_, at) => `line ${at + 1} of forty ${'and so on '.repeat(12)}`).join('\n');
  return exportKinds.map((kind): Offered => {
    if (kind === 'bicep') return { kind, exported: null, lacks: ['OIDC_ENDPOINT', 'AZURE_TENANT_ID'] };
    if (kind === 'report' && !hasReport) return { kind, exported: null, lacks: [] };
    return { kind, exported: { kind, fileName: `${kind}.txt`, text: `${kind}\n${text}\n`, tryIt: `try ${kind}.txt` }, lacks: [] };
  });
}

/** What a paste came to: nothing that is known, unless parts are given. */
export function explainedOf(parts: Partial<Explained> = {}): Explained {
  return { ...nothingExplained, what: 'log', origin: { kind: 'screen' }, isRecognised: false, ...parts };
}

export function reportOf(parts: Partial<Report> = {}): Report {
  const report = {
    ok: true,
    exitCode: 0,
    startedAt: new Date(0),
    durationMs: 1400,
    settings: [],
    checks: [],
    diagnoses: [],
    requests: [],
    completion: null,
  } as const;
  return { ...report, settings: [], checks: [], diagnoses: [], requests: [], ...parts };
}

export function lineOf(id: CheckReport['id'], parts: Partial<CheckReport> = {}): CheckReport {
  const group = id.slice(0, id.indexOf('.')) as CheckReport['group'];
  return { id, group, status: 'pass', title: `${id} is well`, because: null, durationMs: 12, codes: [], rows: [], ...parts };
}

/** What a check comes to when a model has answered. */
export function answeredWith(text: string): Report {
  const completion = {
    deployment: 'team-chat',
    model: 'gpt',
    api: 'chat',
    text,
    firstTokenMs: 5,
    durationMs: 9,
    promptTokens: 1,
    completionTokens: 2,
  } as const;
  return reportOf({ checks: [lineOf('auth0.token'), lineOf('entra.exchange'), lineOf('azure-openai.completion')], completion });
}

/** What a tool says that nobody has signed in with. */
export const signedOut = diagnosisFor(finding('tool/az-signed-out', { tenant: null }), 'warning', nothingKnown);

export const slashMissing: CheckDiagnosis = {
  code: 'trust/issuer-slash',
  check: 'trust.issuer',
  severity: 'error',
  title: 'The issuer in Azure lacks its final slash',
  why: 'The token ends with a slash and Azure does not.',
  evidence: {
    token: 'https://acme-dev.eu.auth0.com/',
    azure: 'https://acme-dev.eu.auth0.com',
    diff: [],
    field: 'issuer',
  },
  upstream: null,
  docs: [],
  fix: [
    { kind: 'set', where: 'azure', confidence: 'certain', name: 'issuer', value: 'https://acme-dev.eu.auth0.com/' },
    {
      kind: 'command',
      where: 'azure',
      confidence: 'likely',
      command: `az identity federated-credential update ${'--subject x '.repeat(12)}`,
    },
  ],
};
