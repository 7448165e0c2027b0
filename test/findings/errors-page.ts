import { answers } from '../../src/findings/answers.js';
import { effectOf } from '../../src/findings/effect.js';
import { exampleOf } from '../../src/findings/example-case.js';
import { explain } from '../../src/findings/explain.js';
import type { Fix } from '../../src/findings/explanation.js';
import type { Code } from '../../src/findings/finding.js';
import { meanings } from '../../src/findings/meanings.js';
import { aadstsNumbers } from '../../src/findings/recognise/aadsts-numbers.js';
import { exempt, exemptionOf } from '../../src/sandbox/faults/exempt.js';

interface Listed {
  code: Code;
  meaning: string;
}

/** The text of docs/errors.md: every code with its example, explained by the words of the program. */
export function errorsPage(): string {
  const listed = Object.entries(meanings).map(([code, meaning]) => ({ code: code as Code, meaning }));
  const groups = Map.groupBy(listed, ({ code }) => groupOf(code));
  const contents = [...groups].map(
    ([group, own]) => `- [${group}](#${group}), ${own.length} ${own.length === 1 ? 'code' : 'codes'}: ${questions[group] ?? ''}`,
  );
  const sections = [...groups].flatMap(([group, own]) => [`## ${group}`, index(own), ...own.map(section)]);
  const more = ['- [By AADSTS number](#by-aadsts-number)', '- [Codes without a fault](#codes-without-a-fault)'];
  return `${[head, [...contents, ...more].join('\n'), glossary, ...sections, numberIndex(), withoutFault()].join('\n\n')}\n`;
}

const head = `<!-- Made from the words of the program; do not edit. To renew it: npx vitest run test/findings/errors-page.test.ts -u -->

# What can go wrong, and what to do about it

Every finding of \`keyless\` has a permanent code. This page explains all of them with one example each, in the order in which a token
travels. The program says the same with your own values in it.

The people here are made up: a company acme, whose application is to reach Azure OpenAI. Words in \`CAPITALS\` stand for values of
your own. Commands on a federated credential are those for a managed identity; an app registration has the same under
\`az ad app federated-credential\`.

How sure a fix is: **certain** means that it has to be done, **likely** that it mostly helps, **maybe** that it helps in some cases. A
finding that only follows from an earlier one is marked so by the program, and needs nothing of its own.`;

const questions: Readonly<Record<string, string>> = {
  settings: 'are the values there, and can they be what they should be?',
  network: 'did an answer arrive at all?',
  auth0: 'does Auth0 give a token?',
  token: 'can Entra ID read that token?',
  trust: 'does the federated credential in Azure repeat it?',
  entra: 'does Entra ID exchange it?',
  'azure-openai': 'does a model answer?',
  tool: 'what could `az` and `auth0` not tell?',
  check: 'did the program itself break?',
};

const glossary = `## Words used here

| Word | What it is |
|---|---|
| token | a short text, signed by whoever issued it, that says who its bearer is (a JWT) |
| issuer, subject, audience | who issued the token, to whom, and for what: \`iss\`, \`sub\` and \`aud\` in it |
| federated credential | the entry on an identity in Azure that says whose tokens to accept: it names one issuer, one subject, one audience |
| managed identity | an account in Azure for an application, without any password or key |
| app registration | the older kind of such an account |
| client grant | Auth0's word for an application that may ask for an API |
| tenant | the part of Auth0, or of Entra ID, that belongs to one organisation |`;

function groupOf(code: Code): string {
  return code.slice(0, code.indexOf('/'));
}

/** GitHub makes the anchor of a heading from its letters, digits and hyphens. */
function link(code: Code): string {
  return `[\`${code}\`](#${code.replace('/', '')})`;
}

function index(listed: readonly Listed[]): string {
  const rows = listed.map(({ code, meaning }) => `| ${link(code)} | ${meaning} |`);
  return ['| Code | Meaning |', '|---|---|', ...rows].join('\n');
}

function section({ code }: Listed): string {
  const { found, known } = exampleOf(code);
  const { title, why, fix, docs } = explain(found, known);
  return [
    `### \`${code}\``,
    `**${prose(title)}.** ${effectOf(code, exemptionOf(code) === null)}`,
    prose(why),
    ...saidSo(code),
    steps(fix).join('\n').trimEnd(),
    ...(docs.length > 0 ? [`More: ${docs.map((url) => `<${url}>`).join(', ')}`] : []),
    howToSee(code),
  ].join('\n\n');
}

function saidSo(code: Code): string[] {
  const numbers = aadstsNumbers()
    .filter(([, leadsTo]) => leadsTo === code)
    .map(([number]) => `AADSTS${number}`);
  if (numbers.length > 0) return [`Entra ID says it with ${numbers.join(', ')}.`];
  const answer = answers[code];
  if (!answer) return [];
  const { status, code: own, said } = answer;
  const marks = [status, own === null || own === String(status) ? null : `\`${own}\``].filter((one) => one !== null).join(' ');
  const where = code.startsWith('tool/') ? 'The tool prints' : 'On the wire';
  return [`${where}${marks ? `, ${marks}` : ''}:\n\n> ${said.replaceAll('`', "'")}`];
}

const places = { azure: 'in Azure', auth0: 'in Auth0', local: 'on your side' } as const;

/** One number for each step, with the ways to do it below; a fix that is no part of a step has its own. */
function steps(fixes: Fix[]): string[] {
  const begins = fixes.map(({ step }, at) => step === undefined || step !== fixes[at - 1]?.step);
  return fixes.map((fix, at) => {
    const number = begins.slice(0, at + 1).filter(Boolean).length;
    if (fix.step === undefined) return `${number}. ${alone(fix)}`;
    const { confidence, title } = fix;
    const before = fixes[at - 1];
    const isNew = title !== undefined && (begins[at] || before?.title !== title);
    const doubt = begins[at] || before?.confidence === confidence ? '' : `**${confidence}**: `;
    const way = `   - ${doubt}${isNew ? `${title}: ` : ''}${inWords(fix)}`;
    return begins[at] ? `${number}. **${confidence}**, ${places[fix.where]}: ${fix.step}\n${way}` : way;
  });
}

function alone(fix: Fix): string {
  const sure = `**${fix.confidence}**, ${places[fix.where]}`;
  return `${sure}${fix.kind === 'do' || fix.kind === 'wait' ? '.' : ':'} ${fix.title ? `${fix.title}: ` : ''}${inWords(fix)}`;
}

function inWords(fix: Fix): string {
  const indent = fix.step === undefined ? '   ' : '     ';
  switch (fix.kind) {
    case 'command':
      return `run\n\n${fenced('sh', fix.command, indent)}\n`;
    case 'set':
      return `set \`${fix.name}\` to \`${fix.value}\``;
    case 'portal':
      return `open ${fix.url ? `[${fix.path}](${fix.url})` : fix.path}`;
    case 'message':
      return `send a message to whoever may do it\n\n${indent}<details><summary>the message</summary>\n\n${fenced('text', fix.text, indent)}\n\n${indent}</details>\n`;
    case 'wait':
    case 'do':
      return prose(fix.text);
  }
}

// The indent keeps a block inside its list item.
function fenced(language: string, text: string, indent: string): string {
  return ['```' + language, ...text.split('\n'), '```'].map((line) => `${indent}${line}`.trimEnd()).join('\n');
}

/** Quoted values as code, so that nothing in them is a link or a mark of Markdown; an address to fill in likewise. */
function prose(text: string): string {
  return text.replaceAll(/"([^"`]+)"/g, '`$1`').replaceAll(/(?<![`\w])(https:\/\/[A-Z][\w./]*\w)/g, '`$1`');
}

function howToSee(code: Code): string {
  const rule = exemptionOf(code);
  return rule === null ? `See it: \`keyless check --sandbox --fault ${code}\`` : `The sandbox cannot plant it: ${rule}.`;
}

/** The codes that no fault of the sandbox brings about, each with its rule. */
function withoutFault(): string {
  const rows = Object.entries(exempt).map(([code, rule]) => `| \`${code}\` | ${rule} |`);
  const intro = 'Every other code can be planted, as a wrong state of the sandbox: `keyless sandbox --list` shows them.';
  return ['## Codes without a fault', intro, ['| Code | Why |', '|---|---|', ...rows].join('\n')].join('\n\n');
}

function numberIndex(): string {
  const rows = aadstsNumbers().map(([number, code]) => `| AADSTS${number} | ${link(code)} |`);
  const intro = 'A number is a hint and no verdict: where both sides are known, what they hold decides.';
  return ['## By AADSTS number', intro, ['| Number | First suspect |', '|---|---|', ...rows].join('\n')].join('\n\n');
}
