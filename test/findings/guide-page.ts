import { nothingKnown } from '../../src/findings/explanation.js';
import { capital } from '../../src/findings/first-letter.js';
import type { Click, Command, Guide } from '../../src/findings/guide/guide.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import type { Thing } from '../../src/findings/guide/things.js';
import { listed } from '../../src/findings/quote.js';
import { fieldOf } from '../../src/settings/fields.js';

/** The text of docs/guide.md: every guide of the program, in the order in which the things are needed, with no value known yet. */
export function guidePage(): string {
  const guides = things.map((thing) => guideOf(thing, nothingKnown));
  const contents = guides.map(({ name }, at) => `${at + 1}. [${capital(name)}](#${anchorOf(name)})`);
  return `${[head, contents.join('\n'), ...guides.map(section), tail].join('\n\n')}\n`;
}

const head = `<!-- Made from the guides of the program; do not edit. To renew it: npx vitest run test/findings/guide-page.test.ts -u -->

# From two empty accounts to the first answer

Ten things have to be there before a program that signs in with Auth0 gets an answer from Azure OpenAI without an Azure key: four at
Auth0, six in Azure. This page makes them one after another, in the order in which they need each other. The program says the same
with your own values in it, where it asks for a value: \`ctrl+g\` in a field.

Each thing can be made in the browser or with a command. Words in \`CAPITALS\` stand for values of your own. Labels are those of the
documentation of 2026, not tried in live accounts; **likely** and **maybe** mark what some accounts show in another way.`;

const tail = `## And then

\`\`\`sh
keyless
\`\`\`

It asks for the values, one after another, tries each as soon as it can, writes the env file when you say so, and ends with the first
answer of the model. \`keyless check\` looks at all of it again at any time, and [errors.md](errors.md) explains what it may find.`;

function section({ name, what, needs, gives, url, clicks, commands, seen, slips }: Guide): string {
  const before = needs.length > 0 ? `Needed before: ${listed(needs.map(linkTo))}.` : '';
  const after = gives.length > 0 ? `It gives ${listed(gives.map((field) => `\`${field}\` (${fieldOf(field).label})`))}.` : '';
  return [
    `## ${capital(name)}`,
    what,
    ...[[before, after].filter(Boolean).join(' ')].filter(Boolean),
    `In the browser: <${url}>`,
    clicks.map(clickItem).join('\n'),
    'Or with a command:',
    ['```sh', ...commands.flatMap(commandLines), '```'].join('\n'),
    `You should see: ${seen}`,
    `Easy to get wrong:`,
    slips.map((slip) => `- ${slip}`).join('\n'),
  ].join('\n\n');
}

function clickItem({ text, confidence, paste }: Click, at: number): string {
  const sureness = confidence === 'certain' ? '' : ` (**${confidence}**)`;
  return `${at + 1}. ${paste ? text.replace('paste this', `\`${paste.value}\``) : text}${sureness}`;
}

function commandLines({ lead, command }: Command): string[] {
  return [`# ${lead}`, command];
}

function linkTo(thing: Thing): string {
  const { name } = guideOf(thing, nothingKnown);
  return `[${name}](#${anchorOf(name)})`;
}

/** GitHub makes the anchor of a heading from its letters, digits and hyphens. */
function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
