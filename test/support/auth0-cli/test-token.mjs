import { failing } from './apis.mjs';
import { escaped, send } from './management.mjs';
import { Said } from './said.mjs';

/** Never looks at the status of the answer: a refusal of Auth0 is shown as a token without anything in it, and ends with 0. */
export async function testToken({ cli, api, args: [id], flags: { audience = '' } }) {
  const app = await failing(`failed to find client with ID ${JSON.stringify(id)}`, api.call(`clients/${escaped(id)}`));
  const grants = await api.call('client-grants', { query: { client_id: id, audience } });
  if (grants.length === 0) {
    throw new Said(
      `the ${app.name} application is not authorized to request access tokens for this API ${audience}.\n\nRun: 'auth0 apps open ${id}' to open the dashboard and authorize the application`,
    );
  }
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: app.client_secret ?? '', audience };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { text } = await send(`https://${cli.tenant}/oauth/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form).toString(),
  });
  const { access_token: token, token_type: type, expires_in: seconds } = JSON.parse(text);
  cli.renderer.result({ access_token: token ?? '', token_type: type ?? '', expires_in: seconds ?? 0 }, [['ACCESS TOKEN', token ?? '']]);
}
