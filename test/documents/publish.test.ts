import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { validateWorkflow } from '@action-validator/core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import manifest from '../../package.json' with { type: 'json' };
import { root } from '../support/binary.js';
import { isLong } from '../support/cases.js';

const run = promisify(execFile);

interface Job {
  needs?: string;
  permissions: Record<string, string>;
  steps: { uses?: string; run?: string }[];
}

describe('the workflow that publishes', async () => {
  const text = await readFile(join(root, '.github/workflows/publish.yml'), 'utf8');
  const { permissions, jobs } = parse(text) as { permissions: object; jobs: Record<'pack' | 'publish', Job> };
  const commands = (job: Job): string => job.steps.map((step) => step.run ?? '').join('\n');

  test('is a workflow, whose actions are each held to one commit', () => {
    expect(validateWorkflow(text)).toMatchObject({ errors: [] });
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(3);
    for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('gives an identity to no job that runs the code of others, and takes no token of npm', () => {
    expect(permissions).toEqual({});
    expect(jobs.pack.permissions).toEqual({ contents: 'read' });
    expect(jobs.publish.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
    expect(jobs.publish.needs).toBe('pack');
    expect(commands(jobs.publish)).not.toMatch(/npm (?:ci|install|run|exec|test)|npx|node /);
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
  });

  test('passes the gate and looks for known vulnerabilities first, and publishes with provenance', () => {
    const packed = commands(jobs.pack);
    const order = ['.ci/run', 'npm audit\n', 'npm audit signatures', 'npm pack', 'npm run --silent bill'].map((word) =>
      packed.indexOf(word),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
    expect(commands(jobs.publish)).toContain('npm publish ./keyless-*.tgz --ignore-scripts --provenance');
  });

  test('no value of the event is a part of a script', () => {
    for (const { steps } of Object.values(jobs)) for (const step of steps) expect(step.run ?? '').not.toContain('${{');
  });
});

test('nothing of the package is run when it is installed', () => {
  const installing = new Set(['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']);
  expect(Object.keys(manifest.scripts).filter((name) => installing.has(name))).toEqual([]);
});

// Not in the gate: what is found out about a package tomorrow would stop a change of today that has nothing to do with it.
test.runIf(isLong)('npm audit knows of no vulnerability in what is locked', async ({ skip }) => {
  const { stdout } = await run('npm', ['audit', '--json'], { cwd: root, maxBuffer: 1e7 }).catch((error: { stdout: string }) => error);
  const { metadata, message } = JSON.parse(stdout) as { metadata?: { vulnerabilities: { total: number } }; message?: string };
  if (!metadata) skip(`the registry answers no audit: ${message}`);
  expect(metadata?.vulnerabilities.total, stdout).toBe(0);
});

describe('the bill of materials', async () => {
  interface Component {
    name: string;
    version: string;
    hashes?: { alg: string; content: string }[];
    licenses?: unknown[];
  }
  const { stdout } = await run('npm', ['run', '--silent', 'bill'], { cwd: root, maxBuffer: 1e7 });
  const bill = JSON.parse(stdout) as {
    bomFormat: string;
    specVersion: string;
    metadata: { component: { name: string; version: string } };
    components: Component[];
  };
  const named = new Set(bill.components.map(({ name }) => name));

  test('is of this version, and has a hash and a licence for everything in it', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'keyless', version: manifest.version } } });
    for (const { name, hashes, licenses } of bill.components) {
      expect(hashes?.[0], name).toMatchObject({ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) });
      expect(licenses, name).toHaveLength(1);
    }
  });

  test('has every package of which something is in the bundle, and nothing that only builds it', async () => {
    const maps = (await readdir(join(root, 'maps'), { recursive: true })).filter((file) => file.endsWith('.map'));
    const texts = await Promise.all(maps.map((file) => readFile(join(root, 'maps', file), 'utf8')));
    const sources = texts.flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources);
    const bundled = new Set(sources.flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
    expect(bundled.size).toBeGreaterThan(50);
    expect([...bundled].filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => /typescript|vitest|rolldown|oxlint|fast-check/.test(name))).toEqual([]);
  });

  test('is that of the licences in the package', async () => {
    const licences = await readFile(join(root, 'dist/licences.txt'), 'utf8');
    for (const { name, version } of bill.components) expect(licences).toContain(`${name}@${version}`);
    for (const words of ['Permission is hereby granted', 'Apache License', 'Copyright 2026 OpenAI', 'Meta Platforms, Inc.'])
      expect(licences).toContain(words);
  });
});

test('every package that is locked comes with its hash, and none is run when it is installed', async () => {
  interface Locked {
    version?: string;
    integrity?: string;
    link?: boolean;
    hasInstallScript?: boolean;
  }
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  const own = new Set(['', 'runtime']);
  const locked = Object.entries(packages).filter(([path, { link }]) => !own.has(path) && !link);
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  const allowed = Object.entries(manifest.allowScripts).map(([name, isAllowed]) => [`node_modules/${name}`, isAllowed]);
  expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => [path, false])).toEqual(allowed);
});
