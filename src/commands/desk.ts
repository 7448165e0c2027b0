import type { Message } from '../chain/azure-openai.js';
import { promptPipeline } from '../checks/pipeline.js';
import { findingOf } from '../checks/settings.js';
import { explain } from '../findings/explain.js';
import { nothingKnown } from '../findings/explanation.js';
import { severityOf } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import type { Report } from '../report/report.js';
import { readEnv } from '../settings/env-file.js';
import { fieldOf, fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Field } from '../settings/fields.js';
import { Secret } from '../settings/secret.js';
import type { SettingText } from '../settings/sources.js';
import type { Desk, Found, Review, Values, Written } from '../ui/desk.js';
import type { Args } from './args.js';
import type { Drafts } from './drafts.js';
import { followChecks } from './follow.js';
import type { Watch } from './follow.js';
import type { Io } from './io.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { checkQuestion } from './question.js';
import { hiddenWords, prepare, save, tenantId } from './write-env.js';

/** The work behind the screen, done with the same pieces as the commands. */
export function createDesk(args: Args, io: Io, { place: first, drafts }: { place: Place; drafts: Drafts }): Desk {
  let place = first;
  let conversation: Message[] = [];
  let underway = new AbortController();

  /** The place of these values: the one we have, unless something was changed. */
  function settle(values: Values): Place {
    const texts = textsOf(values, place);
    if (!isSame(texts, place.texts)) place = place.withTexts(texts, place.envText);
    return place;
  }

  async function follow(messages: Message[], watch: Watch, checks?: typeof promptPipeline): Promise<Report> {
    underway = new AbortController();
    const signal = AbortSignal.any([io.signal, underway.signal]);
    const context = { ...contextOf(place, io, { messages, complete: true }), signal };
    return followChecks(place, context, { args, io, watch, ...(checks && { checks }) });
  }

  return {
    version: io.tool.version,
    fields: fields.filter(isAsked),
    found: foundIn(first),
    draft: drafts.found,
    isSandbox: first.sandbox !== null,
    start: args.command === 'prompt' ? 'prompt' : 'setup',
    review: (values) => reviewOf(settle(values)),
    keep: (values) => drafts.keep(values),
    async write(values) {
      const { written, text } = await write(settle(values));
      if (!written.ok) return written;
      drafts.drop();
      place = place.withTexts(textsIn(text, place), text);
      return written;
    },
    async check(values, watch) {
      settle(values).session?.forgetEntra();
      conversation = [];
      return follow([checkQuestion], watch);
    },
    async ask(text, watch) {
      const messages: Message[] = [...conversation, { role: 'user', content: text }];
      const report = await follow(messages, watch, promptPipeline);
      if (report.completion) conversation = [...messages, { role: 'assistant', content: report.completion.text }];
      return report;
    },
    stop: () => underway.abort(new DOMException('stopped', 'AbortError')),
  };
}

/** The eight values of the wizard; the rest has defaults or is read from elsewhere. */
function isAsked({ name }: Field): boolean {
  return !name.startsWith('AZURE_FEDERATED_') && name !== 'OIDC_AUDIENCE' && name !== 'AZURE_AUTHORITY_HOST';
}

function foundIn(place: Place): Map<FieldName, Found> {
  return new Map(
    [...place.texts.values()].map(({ name, text, source }) => [name, { value: fieldOf(name).secret ? new Secret(text) : text, source }]),
  );
}

/** What is on the screen goes before what was found; an empty value takes the found one away. */
function textsOf(values: Values, place: Place): Map<FieldName, SettingText> {
  const texts = new Map(place.texts);
  for (const [name, value] of values) {
    const text = value instanceof Secret ? value.reveal() : value;
    const former = texts.get(name);
    if (text === '') {
      if (former) texts.set(name, { name, text, source: 'screen', shadows: [former.source] });
    } else if (!isSameValue(name, text, former?.text))
      texts.set(name, { name, text, source: 'screen', shadows: former ? [former.source] : [] });
  }
  return texts;
}

/** What was written is clean; the noise around what was typed is no other value. */
function isSameValue(name: FieldName, text: string, former: string | undefined): boolean {
  if (former === undefined || former === text) return former === text;
  const parsed = fieldOf(name).parse(text);
  return parsed.ok && parsed.value === former;
}

function isSame(one: ReadonlyMap<FieldName, SettingText>, other: ReadonlyMap<FieldName, SettingText>): boolean {
  return one.size === other.size && [...one].every(([name, { text }]) => other.get(name)?.text === text);
}

/** The settings as the file holds them now; what is not in it keeps its source. */
function textsIn(text: string, place: Place): Map<FieldName, SettingText> {
  const texts = new Map(place.texts);
  for (const [name, value] of readEnv(text)) {
    const field = fields.find((one) => one.name === name);
    if (field && value) texts.set(field.name, { name: field.name, text: value, source: place.envPath, shadows: [] });
  }
  return texts;
}

function reviewOf(place: Place): Review {
  const { profile, problems } = place.settings;
  const { unreadable } = place.settings;
  const remarks = [...(unreadable ? [unreadable] : []), ...problems.map(findingOf)].map((found) => {
    const field = 'field' in found.evidence && found.code.startsWith('settings/') ? found.evidence.field : null;
    return {
      field: fields.find(({ name }) => name === field)?.name ?? null,
      title: titleOf(found),
      isError: severityOf(found) === 'error',
    };
  });
  const changes = profile ? prepare(place, profile.entra.tenant).changes : [];
  return { file: place.envPath, changes, remarks, isUsable: profile !== null };
}

/** In a list of labels a value that stands there twice is better told by them than by names of variables. */
function titleOf(found: Finding): string {
  if (found.code !== 'settings/swapped') return explain(found, nothingKnown).title;
  const { field, belongsTo, looksLike } = found.evidence;
  const isTwin = belongsTo !== null && looksLike === `the value of ${belongsTo}`;
  return isTwin ? `${fieldOf(field).label} and ${fieldOf(belongsTo).label} have the same value` : explain(found, nothingKnown).title;
}

async function write(place: Place): Promise<{ written: Written; text: string }> {
  const { profile } = place.settings;
  if (!profile) return { written: { ok: false, sentence: 'Not all required values are there yet.' }, text: '' };
  // A name that cannot be looked up now is a good value all the same; the check says what is wrong with it, if anything is.
  const looked = await tenantId(profile, place);
  const isFound = 'id' in looked;
  const { text } = prepare(place, isFound ? looked.id : profile.entra.tenant);
  const saved = await save(place, text);
  if (!saved.ok) return { written: saved, text };
  const named = isFound ? [] : [`AZURE_TENANT_ID is written as a name: its id could not be looked up now.`];
  return { written: { ok: true, created: saved.created, file: place.envPath, remarks: [...named, ...hiddenWords(place)] }, text };
}
