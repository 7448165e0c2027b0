import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { recogniseAzureOpenAi, speaksForItself } from '../recognise/azure-openai.js';
import type { AskedAzureOpenAi } from '../recognise/azure-openai.js';
import { rules } from '../recognise/azure-openai-rules.js';
import type { Body } from './body.js';
import { inProgram, refusalIn, statusAround } from './mark.js';
import type { Mark } from './mark.js';
import { phrase } from './phrase.js';
import type { Surroundings } from './surroundings.js';

/** Finds what Azure OpenAI says: by its sentences, then by its codes, then by the body that only it can have sent. */
export function azureOpenAiMarks(
  text: string,
  { bodies, asked, around }: { bodies: readonly Body[]; asked: AskedAzureOpenAi; around: Surroundings },
): Mark[] {
  if (around.otherModels && !around.azureOpenAi) return [];
  const said = sentenceMarks(text, asked, around);
  const coded = bodies.flatMap((body) => bodyMark(text, body, asked, around)).filter((mark) => !said.some((one) => overlaps(one, mark)));
  const named = codeMarks(text, asked, around).filter((mark) => ![...said, ...coded].some((one) => overlaps(one, mark)));
  const found = [...said, ...coded, ...named];
  return (found.length > 0 ? found : bareMarks(text, asked)).map((mark) => ({ ...mark, finding: pathFirst(text, mark.finding, asked) }));
}

const spoken = rules.flatMap(({ says, make }) => (says ? [{ says: phrase(says), make }] : []));

/** Sentences that other services say as well, or that say nothing without their end; each with what has to stand in it or around it. */
const vague: readonly { begins: RegExp; proof: RegExp }[] = [
  { begins: /^(?:Unsupported|Unknown parameter|Unrecognized)/i, proof: /with this model/i },
  { begins: /^Invalid /i, proof: /max_(?:output_|completion_)?tokens/ },
  { begins: /^Key based/i, proof: /for this resource/i },
  { begins: /^Access token is/i, proof: /audience is incorrect(?! \(https:\/\/(?!cognitiveservices\.|ai\.))/i },
  { begins: /^audience is incorrect/i, proof: /\(https:\/\/(?:cognitiveservices|ai)\./i },
  {
    begins: /^Access denied due to (?!invalid|missing subscription key)/i,
    proof: /Virtual Network|Make sure to include subscription key when/i,
  },
  { begins: /exceeded (?:the )?(?:call|token|request) rate/i, proof: /OpenAI|AI ?Services/i },
  { begins: /^(?:Model |The server had|An error occurred|Your request exceeds)/i, proof: /Azure|peak load/ },
];

/** The same sentence of another service of Azure names its own audience. */
function isForeignAudience(sentence: string): boolean {
  const audience = /audience is incorrect \((https:[^)]+)\)/i.exec(sentence)?.[1];
  return audience !== undefined && !/^https:\/\/(?:cognitiveservices\.azure|ai\.azure)\./.test(audience);
}

/** Whether the sentence may be somebody else's. */
function isVague(words: string, sentence: string): boolean {
  return vague.some(({ begins, proof }) => begins.test(words) && !proof.test(sentence));
}

function sentenceMarks(text: string, asked: AskedAzureOpenAi, around: Surroundings): Mark[] {
  const { azureOpenAi, openAiShape } = around;
  return spoken.flatMap(({ says, make }) =>
    [...text.matchAll(says)].flatMap(({ 0: words, index }) => {
      const sentence = text.slice(index, index + 250);
      if (!azureOpenAi && !openAiShape && isVague(words, sentence)) return [];
      if (isOfOthers(text, index, around) || inProgram(text, index)) return [];
      const refusal = refusalIn(text, index, { party: 'azure-openai', code: null });
      return [{ at: index, end: index + words.length, finding: make(refusal, asked) }];
    }),
  );
}

/** The same words of another service: it names its own audience or action, or answers at its own address. */
function isOfOthers(text: string, at: number, { azureOpenAi, openAi, openAiSdk, address }: Surroundings): boolean {
  const sentence = text.slice(at, at + 400);
  // Every service of Azure AI says it of its keys.
  if (/^Access denied due to invalid subscription key(?! or wrong API endpoint)/i.test(sentence) && !openAi) return true;
  if (isForeignAudience(sentence)) return true;
  if (/data action [`'"]?Microsoft\.(?!CognitiveServices)/i.test(sentence)) return true;
  if (azureOpenAi) return false;
  // What OpenAI itself does not find, it does not call a resource.
  if (/^Resource not found/i.test(sentence)) return !openAiSdk && !isGateways404(text.slice(Math.max(0, at - 120), at + 60));
  return address && /^Access denied due to/i.test(sentence);
}

/** The other services of Azure AI have quotas, too. */
function isQuotaOfOthers(code: string | null, { openAi }: Surroundings): boolean {
  return code === 'SpecialFeatureOrQuotaIdRequired' && !openAi;
}

/** Azure OpenAI and API Management give the number as a code; others have words there. */
function isGateways404(body: string): boolean {
  return /["']?(?:code|statusCode)["']?\s?:\s?["']?404\b|\(: 404\)/i.test(body);
}

/** A body whose code or whose whole message is one of Azure OpenAI's; a status alone counts where Azure OpenAI is named. */
function bodyMark(text: string, body: Body, asked: AskedAzureOpenAi, around: Surroundings): Mark[] {
  const { azureOpenAi, openAiShape, az } = around;
  const { at, end, code, message, status } = body;
  if (message === null && (code === null || /^\d+$/.test(code))) return [];
  if (body.description !== null || body.errorCode !== null || isForeignAudience(message ?? '')) return [];
  const number = status ?? (/^[45]\d\d$/.test(code ?? '') ? Number(code) : statusAround(text, at));
  // Azure Resource Manager calls its own deployments so, too.
  if (/\bdeployment\b.{0,100}could not be found/i.test(message ?? '')) return [];
  if (isOfOthers(text, message === null ? at : text.indexOf(message, at), around)) return [];
  if (isQuotaOfOthers(code, around)) return [];
  if (/^Resource not found/i.test(message ?? '') && !azureOpenAi && !isGateways404(text.slice(Math.max(0, at - 20), end + 60))) return [];
  const refusal = { ...refusalIn(text, at, { party: 'azure-openai', code, status: number }), said: message ?? '' };
  const found = recogniseAzureOpenAi(refusal, asked);
  const isSpecific = speaksForItself(refusal);
  const isOwn = azureOpenAi || (openAiShape && !az && !shared.has(code ?? ''));
  // API Management, through which the resources are served, numbers what it could not do (Azure OpenAI answered so: microsoft/chat-copilot 123).
  const isGateways = number === 500 && /["']activityId["']\s?:/.test(text.slice(at, end + 60));
  if (isSpecific ? isOwn : (azureOpenAi || isGateways) && !az && isRefusal(number)) return [{ at, end, finding: found }];
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
  'InvalidAuthenticationTokenTenant',
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
function codeMarks(text: string, asked: AskedAzureOpenAi, around: Surroundings): Mark[] {
  const { azureOpenAi, openAiShape } = around;
  return codes.flatMap(({ code, rule }) => {
    const at = text.search(
      new RegExp(`(?:\\b(?:code|ErrorCode|error)["']?\\s*[:=]\\s*["']?|\\(|^|\\n|: |[\\x60*]|\\. |\\b[45]\\d\\d )${code}\\b`, 'i'),
    );
    if (isQuotaOfOthers(code, around)) return [];
    if (code === 'DeploymentNotFound' && /\bdeployment\b.{0,100}could not be found/i.test(text)) return [];
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
