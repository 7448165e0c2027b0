import type { Message } from '../chain/azure-openai.js';
import { stoppable } from '../chain/stoppable.js';
import { promptPipeline } from '../checks/pipeline.js';
import type { Report } from '../report/report.js';
import { loadEnvFile } from '../settings/env-load.js';
import type { Desk, Values, Written } from '../ui/desk.js';
import type { Args } from './args.js';
import { createMemory } from './desk-again.js';
import { createAzureSide } from './desk-azure.js';
import { createErrands } from './desk-errands.js';
import { createExplainer } from './desk-explain.js';
import { createProvisioner } from './desk-provision.js';
import { reviewOf } from './desk-review.js';
import type { Bench } from './repair-bench.js';
import { createWaiter } from './desk-wait.js';
import { isSame, notHeld, textsIn, textsOf, textsOver } from './desk-texts.js';
import { createTalk, isOfTalk } from './desk-talk.js';
import { followChecks } from './follow.js';
import type { Following, Watch } from './follow.js';
import { foundIn } from './ground.js';
import type { Outset } from './ground.js';
import type { Io } from './io.js';
import { probe } from './desk-probe.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { decisionsOf } from './decisions.js';
import { checkQuestion } from './question.js';
import { prepare } from './prepare-env.js';
import { closedWords, hiddenWords, save, tenantId } from './write-env.js';
import type { Saved } from './write-env.js';

/** The work behind the screen, done with the same pieces as the commands. */
export function createDesk(args: Args, io: Io, { place: first, drafts, ground }: Outset & { place: Place }): Desk {
  let place = first;
  const found = new Map(ground.found);
  const remembered = createMemory();
  const talk = createTalk(
    io,
    () => place,
    (text) => errands({ kind: 'copy', text }),
  );
  const errands = createErrands({ io, place: () => place, move });
  let underway = new AbortController();
  const provision = createProvisioner({
    async open(about, values, signal) {
      // Nobody pays for it who does not come here.
      const both = AbortSignal.any([io.signal, signal]);
      readAnew();
      if (about === 'post-deployment') return (await import('./open-post-deployment.js')).openPostDeployment(settle(values), io, both);
      return (await import('./open-provision.js')).openProvision(settle(values), io, both);
    },
    async reread() {
      const loaded = loadEnvFile(place.envPath);
      if (!loaded.ok) return;
      drafts.drop(loaded.text);
      place = place.withTexts(textsIn(loaded.text, place), loaded.text);
      for (const [name, one] of foundIn(place)) found.set(name, one);
    },
  });
  const azure = createAzureSide(io);
  const waiter = createWaiter(args, io, azure.again);
  const repairer = lateRepairer({
    azure,
    settle,
    place: () => place,
    begin,
    async check(values, known, signal) {
      settle(values);
      return follow([checkQuestion], () => undefined, { again: remembered(talk.placed(), null), known, signal });
    },
  });

  /** The place of these values: the one we have, unless something was changed. */
  function settle(values: Values): Place {
    const texts = textsOf(values, place);
    if (!isSame(texts, place.texts)) place = place.withTexts(texts, place.envText);
    return (place = azure.over(place));
  }

  /** Something was changed by others: what stands there now is found anew. */
  function move(next: Place): void {
    place = next;
    for (const [name, one] of foundIn(next)) if (one.source === 'sandbox') found.set(name, one);
  }

  /** A signal that the next stop ends. */
  function begin(): AbortSignal {
    underway = new AbortController();
    return AbortSignal.any([io.signal, underway.signal]);
  }

  /** The file as somebody else has left it, below what was typed. One that is gone held what is still known here. */
  function readAnew(): boolean {
    const loaded = loadEnvFile(place.envPath);
    const text = loaded.ok && loaded.exists ? loaded.text : null;
    if (!loaded.ok || text === place.envText) return loaded.ok;
    place = place.withTexts(text === null || place.isSandbox ? place.texts : textsOver(text, place), text);
    for (const [name, one] of foundIn(place)) if (one.source !== 'screen') found.set(name, one);
    return true;
  }

  async function follow(
    messages: Message[],
    watch: Watch,
    { signal = begin(), ...part }: Pick<Following, 'checks' | 'again' | 'known'> & { signal?: AbortSignal },
  ): Promise<Report> {
    const used = talk.placed();
    // Nobody who asks something means to spend nothing on an answer; a check may.
    const complete = part.checks !== undefined || !args.flags.has('--no-completion');
    const context = { ...contextOf(used, io, { messages, complete }), transport: stoppable(used.transport, signal), signal };
    return followChecks(used, context, { args, io, watch, ...part });
  }

  return {
    ...ground,
    found,
    review: (values) => reviewOf(settle(values)),
    keep: (values) => drafts.keep(notHeld(values, place)),
    async write(values) {
      const { written, text } = await write(settle(values));
      if (!written.ok) return written.asksAgain && readAnew() ? written : { ok: false, sentence: written.sentence };
      drafts.drop(text);
      place = place.withTexts(textsIn(text, place), text);
      return written;
    },
    wait(values, watch) {
      return waiter.wait(settle(values), { signal: begin(), watch, keep: (now) => (place = now) });
    },
    hurry: waiter.hurry,
    probe: (name, values) => probe(name, settle(values), { args, io }),
    errand: (errand) => (isOfTalk(errand) ? talk.errand(errand) : errands(errand)),
    async check(values, watch, from) {
      await azure.again(settle(values));
      settle(values);
      return follow([checkQuestion], watch, { again: remembered(talk.placed(), from) });
    },
    async ask(text, watch) {
      const turn = talk.begin(text);
      const report = await follow(
        turn.messages,
        (event, soFar) => {
          turn.hear(event);
          watch(event, soFar);
        },
        { checks: promptPipeline },
      );
      turn.end(report, underway.signal.aborted);
      return report;
    },
    explain: createExplainer(args, io),
    look: (wanted, hear) => provision.look({ ...wanted, decisions: new Map([...decisionsOf(args), ...wanted.decisions]) }, hear),
    apply: provision.apply,
    ...repairer,
    readCredential: async (values) => (await import('./read-credential.js')).readCredential(settle(values), azure),
    // Nobody pays for it who takes nothing away.
    exports: async (values, report) => (await import('./desk-export.js')).offersOf(settle(values), report, io),
    save: async (exported) => (await import('./desk-export.js')).saveExported(exported),
    stop() {
      provision.stop();
      underway.abort(new DOMException('stopped', 'AbortError'));
    },
  };
}

/** What is seldom wanted is loaded with the first wish, so that the screen opens without it. */
function lateRepairer(bench: Bench): Pick<Desk, 'prepareRepair' | 'repair'> {
  let made: Promise<Pick<Desk, 'prepareRepair' | 'repair'>> | null = null;
  const make = async (): Promise<Pick<Desk, 'prepareRepair' | 'repair'>> => (await import('./desk-repair.js')).createRepairer(bench);
  return {
    prepareRepair: async (values, wished) => (await (made ??= make())).prepareRepair(values, wished),
    repair: async (watch) => (await (made ??= make())).repair(watch),
  };
}

async function write(place: Place): Promise<{ written: Written; text: string }> {
  const { profile } = place.settings;
  if (!profile) return { written: { ok: false, sentence: 'Not all required values are there yet.' }, text: '' };
  // A name that cannot be looked up now is a good value all the same; the check says what is wrong with it, if anything is.
  const looked = await tenantId(profile, place);
  const isFound = 'id' in looked;
  const { text } = prepare(place, isFound ? looked.id : profile.entra.tenant);
  const saved = await save(place, text);
  if (!saved.ok) return { written: overtaken(saved, place), text };
  const named = isFound ? [] : [`AZURE_TENANT_ID is written as a name: its id could not be looked up now.`];
  const remarks = [...(saved.closed ? [closedWords] : []), ...named, ...hiddenWords(place)];
  return { written: { ok: true, created: saved.created, file: place.envPath, remarks }, text };
}

/** Nothing of somebody else is undone unseen: what would be written now is shown, and asked about again. */
function overtaken({ sentence, isOvertaken }: Extract<Saved, { ok: false }>, { envPath }: Place): Written {
  if (!isOvertaken) return { ok: false, sentence };
  return {
    ok: false,
    sentence: `${envPath} was changed by somebody else in the meantime, so nothing was written.`,
    asksAgain: true,
  };
}
