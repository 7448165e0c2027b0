import type { Confidence, Fix, Where } from './explanation.js';

/** A command to run. */
export function run(where: Where, confidence: Confidence, command: string): Fix {
  return { kind: 'command', where, confidence, command };
}

/** A setting or property and the value it must hold. */
export function set(where: Where, confidence: Confidence, name: string, value: string): Fix {
  return { kind: 'set', where, confidence, name, value };
}

/** A thing to do that is neither a command nor a page. */
export function toDo(where: Where, confidence: Confidence, text: string): Fix {
  return { kind: 'do', where, confidence, text };
}

/** Time that has to pass. */
export function wait(where: Where, confidence: Confidence, text: string): Fix {
  return { kind: 'wait', where, confidence, text };
}

/** A page in the Auth0 Dashboard. */
export function auth0Page(confidence: Confidence, path: string): Fix {
  return { kind: 'portal', where: 'auth0', confidence, path: `Auth0 dashboard › ${path}`, url: 'https://manage.auth0.com/' };
}

/** A page in the Azure portal. */
export function azurePage(confidence: Confidence, path: string): Fix {
  return { kind: 'portal', where: 'azure', confidence, path: `Azure portal › ${path}`, url: 'https://portal.azure.com/' };
}

/** The same fixes as one step. */
export function inStep(step: string, fixes: Fix[]): Fix[] {
  return fixes.map((fix) => ({ ...fix, step }));
}

/** The same fixes as one way of several; what has a title of its own keeps it. */
export function inWay(title: string, fixes: Fix[]): Fix[] {
  return fixes.map((fix) => ({ title, ...fix }));
}

/** The steps in their order, since one needs what the one before it gives. In each the surest first; what is equally sure keeps its order. */
export function surestFirst(fixes: Fix[]): Fix[] {
  return [...Map.groupBy(fixes, ({ step }) => step).values()].flatMap((own) =>
    own.toSorted((one, other) => sureness[one.confidence] - sureness[other.confidence]),
  );
}

/** The lesser of two confidences. */
export function atMost(limit: Confidence, confidence: Confidence): Confidence {
  return sureness[confidence] < sureness[limit] ? limit : confidence;
}

const sureness: Record<Confidence, number> = { certain: 0, likely: 1, maybe: 2 };

/** A network that is left through a proxy only. */
export function proxyHint(): Fix[] {
  return [set('local', 'maybe', 'HTTPS_PROXY', 'http://PROXY_HOST:PORT')];
}
