import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { recogniseAzureOpenAi } from '../recognise/azure-openai.js';
import type { AskedAzureOpenAi } from '../recognise/azure-openai.js';
import { rules } from '../recognise/azure-openai-rules.js';
import type { Body } from './body.js';
import { refusalIn } from './mark.js';
import type { Mark } from './mark.js';
import { phrase } from './phrase.js';
import type { Surroundings } from './surroundings.js';

/** Finds what Azure OpenAI says: by its sentences, then by its codes, then by the body that only it can have sent. */
export function azureOpenAiMarks(
  text: string,
  { bodies, asked, around }: { bodies: readonly Body[]; asked: AskedAzureOpenAi; around: Surroundings },
): Mark[] {
  if (around.openAiItself && !around.azureOpenAi) return [];
  const said = sentenceMarks(text, asked, around);
  const coded = bodies.flatMap((body) => bodyMark(text, body, asked, around)).filter((mark) => !said.some((one) => overlaps(one, mark)));
  const named = codeMarks(text, asked, around).filter((mark) => ![...said, ...coded].some((one) => overlaps(one, mark)));
  return [...said, ...coded, ...named].map((mark) => ({ ...mark, finding: pathFirst(text, mark.finding, asked) }));
}

const spoken = rules.flatMap(({ says }) => (says ? [{ says: phrase(says), isCommon: common(says) }] : []));

/** What other services say in the same words. */
function common({ source }: RegExp): boolean {
  return /Resource not found|Model \(\?|Unsupported|The server had|Could not finish|maximum context|high demand|Access token is|Key based/.test(
    source,
  );
}

function sentenceMarks(text: string, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape }: Surroundings): Mark[] {
  return spoken
    .filter(({ isCommon }) => !isCommon || azureOpenAi || openAiShape)
    .flatMap(({ says }) =>
      [...text.matchAll(says)].map(({ 0: words, index }) => {
        const refusal = refusalIn(text, index, { party: 'azure-openai', code: null });
        return { at: index, end: index + words.length, finding: recogniseAzureOpenAi(refusal, asked) };
      }),
    );
}

/** A body whose code or whose whole message is one of Azure OpenAI's; a status alone counts where Azure OpenAI is named. */
function bodyMark(text: string, body: Body, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape, az }: Surroundings): Mark[] {
  const { at, end, code, message, status } = body;
  if (message === null && code === null) return [];
  if (body.description !== null || body.errorCode !== null) return [];
  const number = status ?? (/^[45]\d\d$/.test(code ?? '') ? Number(code) : null);
  const refusal = { ...refusalIn(text, at, { party: 'azure-openai', code, status: number }), said: message ?? '' };
  const found = recogniseAzureOpenAi(refusal, asked);
  const isSpecific = !generic.has(found.code);
  const isOwn = azureOpenAi || (openAiShape && !az);
  if (isSpecific ? isOwn : azureOpenAi && !az && isRefusal(number)) return [{ at, end, finding: found }];
  return [];
}

const isRefusal = (status: number | null): boolean => status !== null && status >= 400;

/** What follows from a status alone. */
const generic: ReadonlySet<string> = new Set(['azure-openai/refused', 'azure-openai/service-error']);

/** Codes that other services use as well, or that mean nothing without their sentence. */
const shared: ReadonlySet<string> = new Set([
  'server_error',
  'invalid_token',
  'PermissionDenied',
  'InvalidAuthenticationToken',
  'ExpiredAuthenticationToken',
  'insufficient_quota',
  'rate_limit_exceeded',
  'NoCapacity',
  'invalid_prompt',
]);

const codes = rules.flatMap((rule) => (rule.codes ?? []).filter((code) => !shared.has(code)).map((code) => ({ code, rule })));

/** A code that stands without its sentence: `Code: DeploymentNotFound`, `(FlagMustBeSetForRestore)`, `ServiceModelDeprecated: …`. */
function codeMarks(text: string, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape }: Surroundings): Mark[] {
  if (
    !azureOpenAi &&
    !openAiShape &&
    !/\b(?:CustomDomainInUse|FlagMustBeSetForRestore|InsufficientQuota|ServiceModelDeprecat|DeploymentNotFound|OperationNotSupported)/.test(
      text,
    )
  )
    return [];
  return codes.flatMap(({ code, rule }) => {
    const at = text.search(new RegExp(`(?:\\b(?:code|ErrorCode|error)["']?\\s*[:=]\\s*["']?|\\(|^|\\n|: )${code}\\b`, 'i'));
    if (at === -1) return [];
    const refusal = refusalIn(text, at, { party: 'azure-openai', code });
    return [{ at, end: at + code.length, finding: rule.make(refusal, asked) }];
  });
}

/** The address is wrong before the deployment can be: the part that names the API stands in it twice. */
function pathFirst(text: string, found: Finding, { openai }: AskedAzureOpenAi): Finding {
  const mayBe = found.code === 'azure-openai/deployment-missing' || found.code === 'azure-openai/path-or-version-wrong';
  if (!mayBe || !/\/openai\/(?:v1\/)?openai\//.test(text)) return found;
  return finding('azure-openai/path-or-version-wrong', { apiVersion: openai.apiVersion }, found.refusal);
}

function overlaps(one: Mark, other: Mark): boolean {
  return one.at - 400 <= other.at && other.at <= one.end + 400;
}
