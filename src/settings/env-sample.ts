import type { Field } from './fields.js';

const heading = `# Settings of keyless. Copy this file to .env and fill it in, or let \`keyless setup\` do both.
# Order of precedence: flags, then the process environment, then .env.
# .env holds a secret: keep it out of version control.
`;

/** The text of `.env-sample`, so that the sample cannot say anything else than the table. */
export function renderEnvSample(fields: readonly Field[]): string {
  return [heading, ...fields.map(renderField)].join('\n');
}

function renderField({ name, label, help, where, example, required, default: preset }: Field): string {
  const line = preset === null ? `${name}=` : `# ${name}=${preset}`;
  const comments = [`${label} (${need[required]})`, help, `Where: ${where}`, `Example: ${example}`];
  return [...comments.map((comment) => `# ${comment}`), line, ''].join('\n');
}

const need = { always: 'required', completion: 'required for a completion', never: 'optional' } as const satisfies Record<
  Field['required'],
  string
>;
