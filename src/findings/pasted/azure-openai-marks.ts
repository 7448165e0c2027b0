import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { recogniseAzureOpenAi, speaksForItself } from '../recognise/azure-openai.js';
import type { AskedAzureOpenAi } from '../recognise/azure-openai.js';
import { rules } from '../recognise/azure-openai-rules.js';
import type { Body } from './body.js';
import { refusalIn, statusAround } from './mark.js';
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
  const found = [...said, ...coded, ...named];
  return (found.length > 0 ? found : bareMarks(text, asked)).map((mark) => ({ ...mark, finding: pathFirst(text, mark.finding, asked) }));
}

const spoken = rules.flatMap(({ says }) => (says ? [{ says: phrase(says), isCommon: common(says) }] : []));

/** What other services say in the same words. */
function common({ source }: RegExp): boolean {
  return /Resource not found|Model \(\?|The server had|Access token is/.test(source);
}

/** The beginning of a sentence that says nothing without its end. */
function isVague(words: string, sentence: string): boolean {
  if (/^(?:Unsupported|Unknown parameter|Unrecognized)/i.test(words)) return !/with this model/i.test(sentence);
  if (/^Invalid /i.test(words)) return !/max_(?:output_|completion_)?tokens/.test(words);
  return /^Key based/i.test(words) && !/for this resource/i.test(sentence);
}

function sentenceMarks(text: string, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape }: Surroundings): Mark[] {
  return spoken
    .filter(({ isCommon }) => !isCommon || azureOpenAi || openAiShape)
    .flatMap(({ says }) =>
      [...text.matchAll(says)].flatMap(({ 0: words, index }) => {
        if (isVague(words, text.slice(index, index + 250)) && !azureOpenAi && !openAiShape) return [];
        const refusal = refusalIn(text, index, { party: 'azure-openai', code: null });
        return [{ at: index, end: index + words.length, finding: recogniseAzureOpenAi(refusal, asked) }];
      }),
    );
}

/** A body whose code or whose whole message is one of Azure OpenAI's; a status alone counts where Azure OpenAI is named. */
function bodyMark(text: string, body: Body, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape, az }: Surroundings): Mark[] {
  const { at, end, code, message, status } = body;
  if (message === null && (code === null || /^\d+$/.test(code))) return [];
  if (body.description !== null || body.errorCode !== null) return [];
  const number = status ?? (/^[45]\d\d$/.test(code ?? '') ? Number(code) : statusAround(text, at));
  const refusal = { ...refusalIn(text, at, { party: 'azure-openai', code, status: number }), said: message ?? '' };
  const found = recogniseAzureOpenAi(refusal, asked);
  const isSpecific = speaksForItself(refusal);
  const isOwn = azureOpenAi || (openAiShape && !az && !shared.has(code ?? ''));
  if (isSpecific ? isOwn : azureOpenAi && !az && isRefusal(number)) return [{ at, end, finding: found }];
  return [];
}

const isRefusal = (status: number | null): boolean => status !== null && status >= 400;

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
  'model_not_found',
  'unknown_model',
]);

const codes = rules.flatMap((rule) => (rule.codes ?? []).filter((code) => !shared.has(code)).map((code) => ({ code, rule })));

/** Codes that no other service has. */
const ownCodes: ReadonlySet<string> = new Set([
  'DeploymentNotFound',
  'AuthenticationTypeDisabled',
  'ModelDeprecated',
  'ServiceModelDeprecated',
  'ServiceModelDeprecating',
  'DeploymentModelNotSupported',
  'CustomDomainInUse',
  'FlagMustBeSetForRestore',
  'InsufficientQuota',
  'NetworkSecurityPerimeterTrafficDenied',
  'SpecialFeatureOrQuotaIdRequired',
]);

/** A code that stands without its sentence: `Code: DeploymentNotFound`, `(FlagMustBeSetForRestore)`, `ServiceModelDeprecated: …`. */
function codeMarks(text: string, asked: AskedAzureOpenAi, { azureOpenAi, openAiShape }: Surroundings): Mark[] {
  return codes.flatMap(({ code, rule }) => {
    const at = text.search(new RegExp(`(?:\\b(?:code|ErrorCode|error)["']?\\s*[:=]\\s*["']?|\\(|^|\\n|: |\\b[45]\\d\\d )${code}\\b`, 'i'));
    if (at === -1 || (!azureOpenAi && !openAiShape && !ownCodes.has(code))) return [];
    const refusal = refusalIn(text, at, { party: 'azure-openai', code });
    return [{ at, end: at + code.length, finding: rule.make(refusal, asked) }];
  });
}

/** A request to Azure OpenAI of which a program printed the status and next to nothing else. */
function bareMarks(text: string, asked: AskedAzureOpenAi): Mark[] {
  const at = text.search(/https:\/\/[\w.-]+\.azure\.(?:com|us|cn)\/openai\//i);
  const status = at === -1 ? null : statusAround(text, at);
  if (status === null || status === 401 || status === 403) return [];
  const refusal = { ...refusalIn(text, at, { party: 'azure-openai', code: null, status }), said: '' };
  return [{ at, end: at, finding: recogniseAzureOpenAi(refusal, asked) }];
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
