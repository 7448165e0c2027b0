import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { WebApp } from '../world.js';
import { configOf, webAppOf } from './accelerator-json.js';
import { routeAt } from './accelerator-route.js';
import type { Kind } from './accelerator-route.js';
import { noObject } from './problem.js';
import type { Asked, Route } from './route.js';

const site: Kind<WebApp> = {
  type: 'Microsoft.Web/sites',
  find: ({ webApps }, isIt) => webApps.find(({ id }) => isIt(id)),
};

/** Web apps, the settings they start with, and who may sign in to them. */
export const webRoutes: readonly Route[] = [
  routeAt(site, { method: 'GET', action: 'read', answer: (app, asked) => json(200, webAppOf(app, regionOf(asked))) }),
  routeAt(site, { method: 'GET', rest: '/config/authsettingsV2', action: 'config/read', answer: signInOf }),
  routeAt(site, { method: 'GET', rest: '/config/authsettingsV2/list', action: 'config/read', answer: signInOf }),
  routeAt(site, { method: 'PUT', rest: '/config/authsettingsV2', action: 'config/write', answer: putSignIn }),
  // A list with secrets in it is no reading.
  routeAt(site, { method: 'POST', rest: '/config/appsettings/list', action: 'config/list/action', answer: appSettingsOf }),
  routeAt(site, { method: 'PUT', rest: '/config/appsettings', action: 'config/write', answer: putAppSettings }),
  routeAt(site, {
    method: 'GET',
    rest: '/config/slotConfigNames',
    action: 'config/read',
    answer: (app, asked) =>
      json(200, configOf(app, 'slotConfigNames', regionOf(asked), { appSettingNames: null, connectionStringNames: null })),
  }),
];

const regionOf = ({ place }: Asked): string => place.world.azure.region.id;

function signInOf(app: WebApp, asked: Asked): Reply {
  return json(200, configOf(app, 'authsettingsV2', regionOf(asked), app.signIn));
}

/** The whole document is replaced. Old versions drop the providers without a word (Azure/azure-rest-api-specs#18888). */
function putSignIn(app: WebApp, asked: Asked): Reply {
  const properties = propertiesIn(asked);
  if (!properties) return noObject();
  const { identityProviders, ...others } = properties;
  const isOld = (asked.request.query.get('api-version') ?? '') < '2022-03-01';
  app.signIn = isOld ? { ...others, identityProviders: {} } : { ...others, identityProviders: identityProviders ?? {} };
  return signInOf(app, asked);
}

function appSettingsOf(app: WebApp, asked: Asked): Reply {
  return json(200, configOf(app, 'appsettings', regionOf(asked), app.appSettings));
}

/** All settings are replaced: what is not sent is gone. */
function putAppSettings(app: WebApp, asked: Asked): Reply {
  const properties = propertiesIn(asked);
  if (!properties) return noObject();
  app.appSettings = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));
  return appSettingsOf(app, asked);
}

function propertiesIn({ request }: Asked): Record<string, unknown> | null {
  const properties = objectIn(request.body)?.['properties'];
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : null;
}
