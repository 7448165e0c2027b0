// What a streamed answer costs at the least: the same three requests and the same stream, whose words go to the terminal as they come.
const { OIDC_ENDPOINT, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_AUDIENCE, AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env;
const { AZURE_AUTHORITY_HOST, AZURE_AOAI_ENDPOINT, AZURE_AOAI_MODEL_DEPLOYMENT_NAME } = process.env;

async function token(url, form) {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', ...form }) });
  return (await response.json()).access_token;
}

const assertion = await token(`https://${OIDC_ENDPOINT}/oauth/token`, {
  client_id: OIDC_CLIENT_ID,
  client_secret: OIDC_CLIENT_SECRET,
  audience: OIDC_AUDIENCE,
});
const access = await token(`${AZURE_AUTHORITY_HOST}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
  client_id: AZURE_CLIENT_ID,
  scope: 'https://cognitiveservices.azure.com/.default',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
});

async function answer(content) {
  const { body } = await fetch(`${AZURE_AOAI_ENDPOINT}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: AZURE_AOAI_MODEL_DEPLOYMENT_NAME, stream: true, messages: [{ role: 'user', content }] }),
  });
  let rest = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split('\n\n');
    rest = events.pop();
    for (const event of events) if (event !== 'data: [DONE]') write(JSON.parse(event.slice(6)));
  }
}

function write({ choices: [choice] }) {
  const text = choice?.delta.content;
  if (text) process.stdout.write(text);
}

for (const prompt of process.argv.slice(2)) {
  process.stdout.write('\nASKED\n');
  await answer(prompt);
  process.stdout.write('\nDONE\n');
  // The next is asked when somebody pressed Enter.
  await new Promise((resolve) => process.stdin.once('data', resolve));
}
process.exit();
