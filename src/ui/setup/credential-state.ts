import type { CheckDiagnosis, Report } from '../../report/report.js';
import type { Key } from '../keys.js';
import { diagnose } from '../openings.js';
import { openProvision } from '../provision/openings.js';
import type { CredentialScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving } from '../state.js';
import { answersIn, openField, takenOver } from './openings.js';
import { blockIn, isCredential } from './pasted-block.js';
import { startReading } from './read-credential.js';

/** One key at the comparison. A difference keeps nobody: Entra ID is the judge. Whoever changed Azure pastes what it holds now. */
export function pressInCredential(state: State, screen: CredentialScreen, key: Key, ground: Ground): State {
  switch (key.kind) {
    case 'enter':
      return comparedIn(state)?.cause ? explain(state) : toReview(state);
    case 'escape':
    case 'backTab':
    case 'up':
      return openField(
        state,
        ground,
        Math.max(
          0,
          ground.fields.findIndex(({ name }) => isCredential(name)),
        ),
      );
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'paste': {
      const block = blockIn(key.text, null, state, ground);
      return block ? takenOver(state, answersIn(block.values), ground, block.words) : state;
    }
    case 'text':
      if (key.text === 'q') return leaving(state);
      if (key.text === 't') return startReading(state, ground);
      if (key.text === 's') return ground.isSandbox ? state : openProvision(state, 'connection', { ...screen, notice: null });
      return key.text === 'n' ? toReview(state) : state;
    default:
      return { ...state, screen };
  }
}

/** What the comparison came to; null while it is under way. */
export function comparedIn({ probes }: Pick<State, 'probes'>): { report: Report; cause: CheckDiagnosis | null } | null {
  const probed = probes.get('trust')?.probed;
  if (probed?.kind !== 'checks') return null;
  return { report: probed.report, cause: probed.report.diagnoses.find(({ severity }) => severity !== 'warning') ?? null };
}

function toReview(state: State): State {
  return { ...state, screen: { at: 'review', notice: null } };
}

function explain(state: State): State {
  const { report } = comparedIn(state) ?? {};
  return report ? diagnose(state, report, null) : state;
}
