import type { Fix } from '../findings/explanation.js';

/** What stands above one fix: the step that begins with it, and how it is done. Empty where the fix before it has said so. */
export interface Heading {
  step: string;
  lead: string;
}

/** What both text faces write above the fixes of one explanation. Steps are numbered where there are several. */
export function headingsOf(fixes: readonly Fix[]): Heading[] {
  const steps = [...new Set(fixes.map(({ step }) => step))].filter((step) => step !== undefined);
  return fixes.map((fix, at) => {
    const before = fixes[at - 1];
    const isSameStep = at > 0 && before?.step === fix.step;
    if (fix.step === undefined) return { step: '', lead: `${fix.title ?? doing(fix)} (${sides[fix.where]}, ${fix.confidence})` };
    const number = steps.length > 1 ? `${steps.indexOf(fix.step) + 1}. ` : '';
    const step = isSameStep ? '' : `${number}${fix.step} (${fix.confidence})`;
    // Within a step is said how sure a way is where that changes.
    const doubt = isSameStep && before?.confidence !== fix.confidence ? ` (${fix.confidence})` : '';
    const ways = fixes.slice(0, at).filter((one) => one.step === fix.step && one.kind !== 'set');
    const lead = fix.title ?? (isSameStep ? another(fix, ways.length > 0 ? 'or ' : '') : first(fix));
    return { step, lead: isSameStep && before?.title === fix.title && fix.title !== undefined ? '' : `${lead}${lead && doubt}` };
  });
}

/** What the word behind each step or way is about: whoever reads one explanation has not read how it is meant. */
export const legend = 'What to do, and how sure it is that it helps:';

const sides: { readonly [W in Fix['where']]: string } = { azure: 'in Azure', auth0: 'in Auth0', local: 'here' };

/** How a fix is done that stands alone. */
function doing(fix: Fix): string {
  switch (fix.kind) {
    case 'command':
      return 'run';
    case 'set':
      return `set ${fix.name} to this value`;
    case 'portal':
      return `open the ${fix.where === 'auth0' ? 'dashboard' : 'portal'}`;
    case 'message':
      return `send this to whoever manages ${fix.where === 'auth0' ? 'Auth0' : 'Azure'}`;
    case 'wait':
    case 'do':
      return fix.kind;
  }
}

/** What begins a step: the step itself says what is done. */
function first(fix: Fix): string {
  if (fix.kind === 'command' && fix.where !== 'local') return 'by command';
  return fix.kind === 'portal' ? `in the ${fix.where === 'auth0' ? 'dashboard' : 'portal'}` : '';
}

/** What comes after something else in the same step; a value alone is no way to set it. */
function another(fix: Fix, or: 'or ' | ''): string {
  switch (fix.kind) {
    case 'command':
      return `${or}by command`;
    case 'portal':
      return `${or}${first(fix)}`;
    case 'message':
      return `${or}${doing(fix)}`;
    case 'set':
      return doing(fix);
    case 'wait':
    case 'do':
      return '';
  }
}
