import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import type { SettingProblem } from '../settings/profile.js';

/** Every problem of a setting as a finding. */
export function findingOf(problem: SettingProblem): Finding {
  switch (problem.kind) {
    case 'missing': {
      const { kind: _, emptyIn, hides, ...evidence } = problem;
      return finding('settings/missing', { ...evidence, ...(emptyIn !== null && { emptyIn, hides }) });
    }
    case 'malformed':
      return finding('settings/malformed', { field: problem.field, value: problem.value, problem: problem.problem });
    case 'placeholder':
      return finding('settings/placeholder', { field: problem.field, value: problem.value });
    case 'swapped': {
      const { kind: _, ...evidence } = problem;
      return finding('settings/swapped', evidence);
    }
    case 'normalised': {
      const { kind: _, ...evidence } = problem;
      return finding('settings/normalised', evidence);
    }
    case 'retired-version':
      // Whether it still answers shows only at the end of the chain.
      return finding('settings/retired-api-version', { version: problem.version, answers: null });
  }
}
