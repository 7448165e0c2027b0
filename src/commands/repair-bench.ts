import { knownOf } from '../checks/settings.js';
import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import { recogniseTool } from '../findings/recognise/tool.js';
import { severityOf } from '../findings/severity.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Diagnosis, Report } from '../report/report.js';
import type { ToolFailure } from '../tools/tool.js';
import type { Values } from '../ui/desk.js';
import type { RepairStep, Wished } from '../ui/explain/repairing.js';
import type { RepairCommand } from '../provision/repair-plan.js';
import type { AzureSide } from './desk-azure.js';
import type { Place } from './open.js';

/** What repairing needs of the desk that it belongs to. */
export interface Bench {
  azure: AzureSide;
  settle(values: Values): Place;
  /** The place as it is now. */
  place: () => Place;
  /** A signal that ends what is under way. */
  begin(): AbortSignal;
  /** All checks again, with what is known besides, for as long as the signal lets them. */
  check(values: Values, known: Partial<Known>, signal: AbortSignal): Promise<Report>;
}

/** What was shown, and waits for a yes: the commands, what they change, and what they are for. */
export interface Pending {
  commands: readonly RepairCommand[];
  step: RepairStep;
  /** The subscription that commands act on which name none; null where Azure was not looked at. */
  subscriptionId: string | null;
  values: Values;
  wished: Wished;
}

/** What a tool said, in words and with what there is to do about it. */
export function causeOf(failure: ToolFailure, { settings: { profile } }: Place): Diagnosis {
  const known: Known = { ...nothingKnown, isOwn: true, ...(profile && knownOf(profile)) };
  const found = recogniseTool(failure, known);
  return diagnosisFor(found, severityOf(found), known);
}
