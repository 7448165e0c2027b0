import { json } from '../place.js';
import type { Reply } from '../place.js';

/** The body of every error of Azure Resource Manager. */
export function problem(status: number, code: string, message: string): Reply {
  return json(status, { error: { code, message } });
}

export function groupNotFound(group: string): Reply {
  return problem(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

/** Of a resource that its group does not hold. */
export function resourceNotFound(type: string, name: string, group: string): Reply {
  const what = `The Resource '${type}/${name}' under resource group '${group}' was not found.`;
  return problem(404, 'ResourceNotFound', `${what} For more details please go to https://aka.ms/ARMResourceNotFoundFix`);
}

/** Of something that was to be written below a resource that is not there. */
export function parentNotFound(parent: string): Reply {
  const what = 'Can not perform requested operation on nested resource.';
  return problem(404, 'ParentResourceNotFound', `${what} Parent resource '${parent}' not found.`);
}

/** The whole list at once: this place never needs a second page. */
export const list = (value: readonly unknown[]): Reply => json(200, { value });

/** What was asked with: an object, or the refusal of what is none. The sentence of it was not found. */
export const noObject = (): Reply => problem(400, 'InvalidRequestContent', 'The request content was not a JSON object.');
