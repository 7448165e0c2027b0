import type { Fix } from '../../findings/explanation.js';
import { hopeOf } from '../../provision/repair-plan.js';
import type { CheckDiagnosis, Diagnosis } from '../../report/report.js';
import { commandTool } from '../../report/steps.js';
import type { FieldName } from '../../settings/field-name.js';
import { fields } from '../../settings/fields.js';
import type { Ground } from '../state.js';

type Of<K extends Fix['kind']> = Extract<Fix, { kind: K }>;
type Page = Of<'portal'> & { url: string };
type Way = Pick<Diagnosis, 'fix'>;

/** The value to set. One that is a mere chance is meant only where nothing else comes first. */
export function valueIn({ fix }: Way): Of<'set'> | null {
  return fix.find((one): one is Of<'set'> => one.kind === 'set' && isMeant(one, fix)) ?? null;
}

/** The first command of a tool that can make a change; the one that checks again is a key of its own. */
export function commandIn({ fix }: Way): Of<'command'> | null {
  return fix.find((one): one is Of<'command'> => one.kind === 'command' && commandTool(one.command) !== null) ?? null;
}

/** The first page with an address. */
export function pageIn({ fix }: Way): Page | null {
  return fix.find((one): one is Page => one.kind === 'portal' && one.url !== null) ?? null;
}

export function messageIn({ fix }: Way): Of<'message'> | null {
  return fix.find((one) => one.kind === 'message') ?? null;
}

/** Whether a party said something that can be shown word for word. */
export function hasAnswer({ upstream }: Pick<Diagnosis, 'upstream'>): boolean {
  return upstream !== null && upstream.network === null;
}

/** Whether a check of this program has found it. */
export function isOfRun(diagnosis: Diagnosis): diagnosis is CheckDiagnosis {
  return 'check' in diagnosis;
}

/** What one key can do about a cause: give settings their values, or have the sandbox play the admin. */
export type Remedy = { kind: 'set'; settings: readonly { name: FieldName; value: string }[] } | { kind: 'mend' };

/** A setting, where that is the surest way. In a sandbox everything else is put right by it, or it says that nothing is wrong on that side. */
export function remedyOf(diagnosis: Diagnosis, { isSandbox }: Pick<Ground, 'isSandbox'>): Remedy | null {
  // What was pasted happened elsewhere, with other values.
  if (!isOfRun(diagnosis)) return null;
  const settings = settingsIn(diagnosis);
  const isSurest = settings.length > 0 && diagnosis.fix[0]?.where === 'local';
  if (isSandbox && !isSurest && !diagnosis.code.startsWith('settings/')) return { kind: 'mend' };
  return settings.length > 0 ? { kind: 'set', settings } : null;
}

/** Whether a key can do what the explanation says, and whether that only looks. In a sandbox `az` would be the person's own, and somewhere else. */
export function repairOf(diagnosis: Diagnosis, { isSandbox }: Pick<Ground, 'isSandbox'>): 'change' | 'look' | null {
  return isSandbox || !isOfRun(diagnosis) ? null : hopeOf(diagnosis.fix);
}

/** The surest setting, and those that change with it in the same step. A secret's value is in no explanation, and would not be taken from one. */
function settingsIn({ fix }: Way): { name: FieldName; value: string }[] {
  const first = fix.find((one) => settingOf(one) !== null && isMeant(one, fix));
  const own = first === undefined ? [] : first.step === undefined ? [first] : fix.filter(({ step }) => step === first.step);
  const settings = new Map<FieldName, string>();
  for (const { name, value } of own.flatMap((one) => settingOf(one) ?? [])) if (!settings.has(name)) settings.set(name, value);
  return [...settings].map(([name, value]) => ({ name, value }));
}

function isMeant(one: Fix, fix: readonly Fix[]): boolean {
  return one.confidence !== 'maybe' || (one.step === undefined ? one === fix[0] : one.step === fix[0]?.step);
}

function settingOf(fix: Fix): { name: FieldName; value: string } | null {
  if (fix.kind !== 'set' || fix.where !== 'local') return null;
  const field = fields.find(({ name }) => name === fix.name);
  return field && !field.secret && field.parse(fix.value).ok ? { name: field.name, value: fix.value } : null;
}
