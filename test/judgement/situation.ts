import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'vitest';

import type { CheckId } from '../../src/checks/check.js';
import type { Code } from '../../src/findings/finding.js';
import { plant } from '../../src/sandbox/faults.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { FederatedCredential, World } from '../../src/sandbox/world.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { inside } from '../support/inside.js';
import type { InsideOptions } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import type { Printed } from '../support/schema.js';

/** A state of the world and what the person knows of it. Whatever is left out is healthy. */
export interface Situation {
  faults?: readonly Code[];
  /** A change for which there is no fault. */
  change?(world: World): unknown;
  /**
   * What the person has of the federated credential: the three settings as Azure holds them (when left out), nothing, another
   * copy in the settings, or the JSON that `az identity federated-credential list` prints.
   */
  credential?: 'unknown' | Partial<Record<'issuer' | 'subject' | 'audience', string>> | ((world: World) => readonly FederatedCredential[]);
  settings?: Partial<Record<FieldName, string>>;
  args?: readonly string[];
}

/** What a run said: every code in the order of the report, and the rest as far as a table looks at it. */
export interface Judged {
  codes: string[];
  exit: number | null;
  report: Printed;
  place: Sandbox;
}

/** One sandbox for a whole table: each situation finds its world healthy. */
export interface Ground {
  judge(situation: Situation): Promise<Judged>;
  /** What the healthy place has for a setting; a version where it has none. */
  valueOf(name: FieldName): string;
  /** A new folder, for files. */
  folder(): Promise<string>;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const place = await startSandbox();
  // A table asks more often in a minute than one application may.
  place.world.auth0.rateLimit.perMinute = 1e6;
  for (const deployment of place.world.azure.deployments) deployment.requestsPerMinute = 1e6;
  const healthy = structuredClone(place.world);
  const usual = place.settings;
  const folder = await mkdtemp(join(tmpdir(), 'keyless-judgement-'));
  return {
    async judge(situation) {
      Object.assign(place.world, structuredClone(healthy));
      for (const code of situation.faults ?? []) plant(place.world, code);
      situation.change?.(place.world);
      const args = [...(await learn(situation, place, folder)), ...(situation.args ?? [])];
      const before = place.requests.length;
      const options = { place, limits: limits(place.world) ?? {} };
      const { stdout, stderr, code } = await inside(['check', '--sandbox', '--json', ...args], options);
      const report = jsonOf(stdout);
      expectNone(forbidden(place, place.requests.slice(before)), stdout + stderr);
      expectSound(report);
      return { codes: report.diagnoses.map((one) => one.code), exit: code, report, place };
    },
    valueOf: (name) => usual[name] || '2024-10-21',
    folder: () => mkdtemp(join(folder, 'files-')),
    async close() {
      await Promise.all([place.stop(), rm(folder, { recursive: true })]);
    },
  };
}

/** What holds of every report: whatever follows follows from a line that failed, and a run in which a line failed is not all well. */
function expectSound({ ok, checks }: Printed): void {
  const failed = new Set(checks.filter(({ status }) => status === 'fail' || status === 'unknown').map(({ id }) => id));
  const follows = checks.filter(({ status }) => status === 'follows');
  expect(follows.filter(({ because }) => !failed.has(because ?? ''))).toEqual([]);
  expect(ok && failed.size > 0).toBe(false);
}

/** A host that is silent by intent is not waited for longer than it must be; everything else may take what a busy machine needs. */
const limits = (world: World): InsideOptions['limits'] =>
  world.network.silences.length > 0 ? { connectMs: 3000, answerMs: 1500, completionMs: 1500 } : {};

/** Gives the person what the situation says they have of the credential; the rest of the settings is as the place has them. */
async function learn({ credential, settings }: Situation, { world }: Sandbox, folder: string): Promise<string[]> {
  Object.assign(world.settingsEdits, settings);
  if (credential === undefined) return [];
  if (typeof credential === 'function') {
    const file = join(folder, 'credentials.json');
    await writeFile(file, JSON.stringify(credential(world).map(asListed)));
    return ['--federated-credential', file];
  }
  world.handsOverCredentials = false;
  const { issuer, subject, audience } = credential === 'unknown' ? { issuer: '', subject: '', audience: '' } : credential;
  const known = { AZURE_FEDERATED_ISSUER: issuer, AZURE_FEDERATED_SUBJECT: subject, AZURE_FEDERATED_AUDIENCE: audience };
  Object.assign(world.settingsEdits, Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)));
  return [];
}

/** As `az identity federated-credential list -o json` prints one. */
function asListed({ name, issuer, subject, audience }: FederatedCredential): object {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
  const id = `/subscriptions/0/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-keyless/federatedIdentityCredentials/${name}`;
  return { audiences: [audience], id, issuer, name, resourceGroup: 'rg', subject, type };
}

/** The check that holds a code of the report. */
export function checkOf({ report }: Judged, code: string): CheckId | undefined {
  return report.checks.find(({ codes }) => codes.includes(code))?.id as CheckId | undefined;
}
