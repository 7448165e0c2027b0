import type { Report } from '../report/report.js';

/** A live look at one party while its values are entered. */
export const probeNames = ['domain', 'token', 'tenant', 'endpoint', 'deployments', 'trust'] as const;
export type ProbeName = (typeof probeNames)[number];

/** What came of it; no report while it is under way. */
export interface Probe {
  id: number;
  report: Report | null;
}

/** The probes whose values have not changed since. */
export type Probes = ReadonlyMap<ProbeName, Probe>;
