import { json, objectIn } from '../place.js';
import type { Place, Reply } from '../place.js';
import type { Accelerator } from '../world.js';
import { documentIntelligenceOf, searchOf, storageOf, webAppOf } from './accelerator-json.js';
import type { Resource } from './accelerator-json.js';
import { routeAt } from './accelerator-route.js';
import type { Kind } from './accelerator-route.js';
import { storageRoutes } from './accelerator-storage.js';
import { webRoutes } from './accelerator-web.js';
import { accountOf } from './account-json.js';
import { judgeAction } from './gate.js';
import { list } from './problem.js';
import { inGroup, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const account: Kind<Accelerator> = {
  type: 'Microsoft.CognitiveServices/accounts',
  prefix: 'di-',
  find: (accelerator, isIt) => (isIt(accelerator.documentIntelligence.id) ? accelerator : undefined),
};

/** What an accelerator has put beside Azure OpenAI, and the lists of all resources. They come before those of the account of Azure OpenAI. */
export const acceleratorRoutes: readonly Route[] = [
  ...storageRoutes,
  ...webRoutes,
  routeAt(account, { method: 'GET', action: 'read', answer: (one, { place }) => json(200, documentIntelligenceIn(one, place)) }),
  routeAt(account, { method: 'PATCH', action: 'write', answer: changeIdentity }),
  { method: 'GET', path: pattern(`${inGroup}/resources`), needs: null, answer: resources },
  { method: 'GET', path: pattern('/subscriptions/{subscription}/resources'), needs: null, answer: resources },
];

/** The account of Document Intelligence, for whoever lists accounts. */
export function documentIntelligenceIn(accelerator: Accelerator, { world: { azure } }: Place): Resource {
  return documentIntelligenceOf(accelerator, { location: azure.region.id, tenantId: azure.tenantId });
}

/** The kinds that are named are switched on, the others off; a system-assigned identity that comes back has another id in Azure, and the same one here. */
function changeIdentity(accelerator: Accelerator, asked: Asked): Reply {
  const identity = objectIn(asked.request.body)?.['identity'] as { type?: string; userAssignedIdentities?: object } | undefined;
  const kinds = identity?.type?.split(',').map((kind) => kind.trim().toLowerCase()) ?? [];
  const { documentIntelligence } = accelerator;
  if (identity) {
    documentIntelligence.hasSystemIdentity = kinds.includes('systemassigned');
    const others = Object.keys(identity.userAssignedIdentities ?? {});
    documentIntelligence.userAssigned = kinds.includes('userassigned')
      ? [...new Set([...documentIntelligence.userAssigned, ...others])]
      : [];
  }
  return json(200, documentIntelligenceIn(accelerator, asked.place));
}

/** Every resource of a group or of the subscription that the caller may read. */
function resources({ groups: { group }, request, caller, place }: Asked): Reply {
  const wanted = /^resourceType eq '(?<type>[^']+)'$/i.exec(request.query.get('$filter') ?? '')?.groups?.['type'];
  const found = allOf(place)
    .filter(({ id }) => group === undefined || id.toLowerCase().includes(`/resourcegroups/${group.toLowerCase()}/`))
    .filter(({ type }) => wanted === undefined || type.toLowerCase() === wanted.toLowerCase())
    .filter(({ id, type }) => judgeAction(caller, { action: `${type}/read`, scope: id }, place.world) === null);
  // The list tells less of each than the resource itself.
  return list(found.map((one) => ({ ...one, properties: undefined })));
}

function allOf(place: Place): Resource[] {
  const { azure, subscription } = place.world;
  const { accelerator } = subscription;
  const at = azure.region.id;
  const beside = accelerator
    ? [
        storageOf(accelerator, at),
        searchOf(accelerator, at),
        documentIntelligenceIn(accelerator, place),
        ...accelerator.webApps.map((app) => webAppOf(app, at)),
      ]
    : [];
  return [...(azure.isCreated ? [accountOf(azure)] : []), ...beside] as Resource[];
}
