import { failing } from './apis.mjs';
import { Said } from './said.mjs';

/** These two commands came with 1.33, on a newer SDK: it lists with checkpoints, and prints a refusal as it came. */
export async function listGrants({ cli, api, flags }) {
  const subject = flags['subject-type'];
  if (subject && !flags['client-id'] && !flags.audience && !flags['default-for']) {
    throw new Said('--subject-type must be combined with --client-id, --audience or --default-for');
  }
  const query = {
    ...(flags['client-id'] && { client_id: flags['client-id'] }),
    ...(flags.audience && { audience: flags.audience }),
    ...(subject && { subject_type: subject }),
  };
  const grants = (await failing('failed to list client grants', all(api, query))).slice(0, flags.number);
  cli.renderer.heading(`client grants (${grants.length})`);
  cli.renderer.results(grants, {
    header: ['ID', 'Client ID', 'Audience', 'Scopes'],
    row: (one) => [one.id, one.client_id, one.audience, one.scope.length],
    resource: 'client grants',
    hint: "Use 'auth0 client-grants create' to add one",
  });
}

async function all(api, query) {
  const grants = [];
  for (let from; ;) {
    const page = await raw(api, { query: { take: '50', ...(from && { from }), ...query } });
    grants.push(...page.client_grants);
    if (!page.next) return grants;
    from = page.next;
  }
}

export async function createGrant({ cli, api, flags }) {
  const { 'client-id': client = '', audience = '' } = flags;
  const body = {
    client_id: client,
    audience,
    ...(flags['allow-all-scopes'] ? { allow_all_scopes: true } : { scope: flags.scopes ?? [] }),
    ...(flags['subject-type'] && { subject_type: flags['subject-type'] }),
    ...(flags['organization-usage'] && { organization_usage: flags['organization-usage'] }),
  };
  const what = `failed to create client grant for client ${JSON.stringify(client)} and audience ${JSON.stringify(audience)}`;
  const one = await failing(what, raw(api, { method: 'POST', body }));
  cli.renderer.heading('client grant created');
  cli.renderer.result(one, [
    ['ID', one.id],
    ['CLIENT ID', one.client_id],
    ['AUDIENCE', one.audience],
    ['SCOPES', one.scope.join(', ')],
    ['SUBJECT TYPE', one.subject_type ?? 'client'],
  ]);
}

/** `409: {"statusCode":409,…}`: inferred from how the SDK makes its errors. */
async function raw(api, options) {
  const { status, text } = await api.ask('client-grants', options);
  if (status >= 400) throw new Said(`${status}: ${text}`);
  return JSON.parse(text);
}
