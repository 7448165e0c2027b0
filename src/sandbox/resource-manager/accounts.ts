import { json } from '../place.js';
import type { Reply } from '../place.js';
import { isWithin } from '../roles.js';
import { documentIntelligenceIn } from './accelerator.js';
import { accountOf } from './account-json.js';
import { accountNotFound, accountPath, accountType, isThisAccount } from './account-path.js';
import { createAccount, updateAccount } from './account-writes.js';
import { readable } from './gate.js';
import { list } from './problem.js';
import { fill, inGroup, needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const type = accountType;

/** The accounts of the subscription: Azure OpenAI, as soon as it is there, and what an accelerator has put beside it. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: pattern(`/subscriptions/{subscription}/providers/${type}`),
    needs: null,
    answer: listIn('/subscriptions/{subscription}'),
  },
  { method: 'GET', path: pattern(`${inGroup}/providers/${type}`), needs: null, answer: listIn(inGroup) },
  { method: 'GET', path: pattern(accountPath), needs: needs(`${type}/read`, accountPath), answer: show },
  { method: 'PUT', path: pattern(accountPath), needs: needs(`${type}/write`, accountPath), answer: createAccount },
  { method: 'PATCH', path: pattern(accountPath), needs: needs(`${type}/write`, accountPath), answer: updateAccount },
];

function listIn(template: string): Route['answer'] {
  return (asked) => {
    const scope = fill(template, asked.groups);
    const { azure, subscription } = asked.place.world;
    const others = subscription.accelerator ? [documentIntelligenceIn(subscription.accelerator, asked.place)] : [];
    const all = [...(azure.isCreated ? [accountOf(azure)] : []), ...others];
    const seen = readable(asked, { action: `${type}/read`, scope }, all);
    return 'status' in seen ? seen : list(seen.filter(({ id }) => isWithin(id, scope)));
  };
}

function show({ groups, place: { world } }: Asked): Reply {
  return isThisAccount(groups, world) ? json(200, accountOf(world.azure)) : accountNotFound(groups);
}
