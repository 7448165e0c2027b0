import type { Fix } from '../findings/explanation.js';

/** What stands above one fix: the step that begins with it, and how it is done. Empty where the fix before it has said so. */
export interface Heading {
  step: string;
  lead: string;
  /** Whether the lead has all of its prose, so that only what can be copied is left. */
  isWhole: boolean;
}

/** What both text faces write above the fixes of one explanation. Steps are numbered where there are several. */
export function headingsOf(fixes: readonly Fix[]): Heading[] {
  const steps = [...new Set(fixes.map(({ step }) => step))].filter((step) => step !== undefined);
  return fixes.map((fix, at) => {
    const { step, title } = fix;
    const before = at > 0 && fixes[at - 1]?.step === step ? fixes[at - 1] : undefined;
    if (step === undefined) return alone(fix);
    const number = steps.length > 1 ? `${steps.indexOf(step) + 1}. ` : '';
    const ways = fixes.slice(0, at).filter((one) => one.step === step && one.kind !== 'set');
    // One command after another goes on with it: it needs what that one showed.
    const goesOn = title === undefined && fix.kind === 'command' && before?.kind === 'command' && before.title === undefined;
    const lead = goesOn ? '' : (title ?? (before ? another(fix, ways.length > 0 ? 'or ' : '') : first(fix)));
    // Within a step is said how sure a way is where that changes.
    const doubt = lead && before && before.confidence !== fix.confidence ? ` (${howSure(fix)})` : '';
    return {
      step: before ? '' : `${number}${step} (${howSure(fix)})`,
      lead: before?.title === title && title !== undefined ? '' : `${lead}${doubt}`,
      isWhole: fix.kind === 'portal' && title === undefined,
    };
  });
}

function alone(fix: Fix): Heading {
  const isWhole = fix.title === undefined && (fix.kind === 'do' || fix.kind === 'wait');
  const sure = `${sides[fix.where]}; ${howSure(fix)}`;
  return {
    step: '',
    lead: isWhole ? `${fix.text} (${sure.slice(0, 1).toUpperCase()}${sure.slice(1)}.)` : `${fix.title ?? doing(fix)} (${sure})`,
    isWhole,
  };
}

const sides: { readonly [W in Fix['where']]: string } = { azure: 'in Azure', auth0: 'in Auth0', local: 'on your side' };

/** The words of the contract, said so that they need no legend. */
function howSure({ confidence }: Fix): string {
  return `how sure: ${confidence}`;
}

/** How a fix is done that stands alone. */
function doing(fix: Fix): string {
  switch (fix.kind) {
    case 'command':
      return 'run';
    case 'set':
      return `set ${fix.name} to this value`;
    case 'portal':
      return 'open';
    case 'message':
      return `send this to whoever manages ${fix.where === 'auth0' ? 'Auth0' : 'Azure'}`;
    case 'wait':
    case 'do':
      return fix.kind;
  }
}

/** What begins a step: the step itself says what is done. */
function first(fix: Fix): string {
  if (fix.kind === 'command' && fix.where !== 'local') return byCommand(fix.command);
  return fix.kind === 'portal' ? `in the ${fix.path}` : '';
}

/** By the name under which the tool is found and installed. */
function byCommand(command: string): string {
  const tool = commandTool(command);
  return tool === null ? 'by command' : `with the ${tool === 'az' ? 'Azure' : 'Auth0'} CLI`;
}

/** Whose command it is: one of the two CLIs that can make a change; null for any other. */
export function commandTool(command: string): 'az' | 'auth0' | null {
  const tool = /^(?:az|auth0)(?= )/.exec(command)?.[0];
  return tool === 'az' || tool === 'auth0' ? tool : null;
}

/** What comes after something else in the same step; a value alone is no way to set it. */
function another(fix: Fix, or: 'or ' | ''): string {
  switch (fix.kind) {
    case 'command':
      return `${or}${byCommand(fix.command)}`;
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
