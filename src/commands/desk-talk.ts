import type { Message } from '../chain/azure-openai.js';
import type { CheckEvent } from '../checks/check.js';
import type { Report } from '../report/report.js';
import type { Chosen, Errand, Facts, TalkErrand } from '../ui/desk.js';
import { messagesOf, saveConversation } from './conversation.js';
import type { Turn } from './conversation.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { deploymentFacts, tokenFacts } from './talk-facts.js';

/** What the screen remembers of a conversation while it is open; nothing of it goes to the disk unless it is asked for. */
export interface Talk {
  /** The place in which prompts are answered: with the deployment that was chosen, over the same session. */
  placed(): Place;
  /** The next turn: what is sent for it, and how it ends. */
  begin(text: string): { messages: Message[]; hear(event: CheckEvent): void; end(report: Report, isStopped: boolean): void };
  errand(errand: TalkErrand): Promise<string | readonly Facts[]>;
}

export function createTalk(io: Pick<Io, 'now' | 'env'>, place: () => Place, copy: (text: string) => Promise<string>): Talk {
  let turns: Turn[] = [];
  let chosen: Chosen | null = null;
  let endpoint = endpointOf(place());
  let last: { of: Place; by: Chosen | null; placed: Place } | null = null;

  /** The same one as long as nothing changes: a check goes on only in the place it was in. */
  function placed(): Place {
    const of = place();
    if (last?.of !== of || last.by !== chosen) last = { of, by: chosen, placed: withDeployment(of, chosen) };
    return last.placed;
  }

  /** What was said to one resource is not told to another. */
  function former(): Turn[] {
    const now = endpointOf(place());
    if (now !== endpoint) turns = [];
    endpoint = now;
    return turns;
  }

  return {
    placed,
    begin(text) {
      const before = former();
      let heard = '';
      return {
        messages: [...messagesOf(before), { role: 'user', content: text }],
        hear: (event) => void (heard += event.type === 'said' ? event.text : ''),
        end({ completion }, isStopped) {
          const answer = completion?.text ?? (isStopped ? heard : '');
          // Of a turn that failed nothing stays: the prompt is sent again.
          if (completion || answer !== '') turns = [...before, { prompt: text, answer, by: deploymentOf(placed()) }];
        },
      };
    },
    async errand(errand) {
      switch (errand.kind) {
        case 'conversation':
          return saveConversation(former(), errand, { home: io.env['HOME'] ?? null, strip: place().transport.redactor.strip });
        case 'answer': {
          const turn = former().at(-1);
          return turn ? copy(place().transport.redactor.strip(turn.answer)) : 'No prompt was answered yet: nothing was copied.';
        }
        case 'forget':
          turns = [];
          return 'Forgotten: the next prompt is sent without what was said before it. The screen stays as it is.';
        case 'tokens':
          return tokenFacts(place(), io.now());
        case 'access':
          return (await import('./access-facts.js')).accessFacts(place(), errand.current);
        case 'deployments':
          return deploymentFacts(place(), errand.current);
        case 'deployment':
          ({ chosen } = errand);
          return switchWords(chosen, place());
      }
    },
  };
}

export function isOfTalk(errand: Errand): errand is TalkErrand {
  return ['conversation', 'answer', 'forget', 'tokens', 'access', 'deployments', 'deployment'].includes(errand.kind);
}

function switchWords({ name, instead }: Chosen, { envPath }: Place): string {
  if (name === instead) return `${name} answers, as the settings say.`;
  return `${name} answers from now on, until you leave. It is not written: ${envPath} keeps ${instead}.`;
}

/** The session does not depend on the deployment, so no token is asked for again. */
function withDeployment(place: Place, chosen: Chosen | null): Place {
  const { settings, reports } = place;
  const { profile } = settings;
  if (!profile || !chosen || deploymentOf(place) !== chosen.instead) return place;
  const { name } = chosen;
  const other = { ...profile, openai: { ...profile.openai, deployment: name } };
  const isOther = (one: { name: string }): boolean => one.name === field;
  return {
    ...place,
    profile: other,
    settings: { ...settings, profile: other, problems: settings.problems.filter((one) => !('field' in one) || one.field !== field) },
    reports: reports.map((one) => (isOther(one) ? { ...one, set: true, value: name, source: 'screen' } : one)),
  };
}

const field = 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME';

/** As the screen names it where there is none. */
function deploymentOf({ settings: { profile } }: Place): string {
  return profile?.openai.deployment ?? 'model';
}

function endpointOf({ settings: { profile } }: Place): string | null {
  return profile?.openai.endpoint ?? null;
}
