import type { Finding } from '../finding.js';
import { finding } from '../finding.js';
import { auth0Sentences, recogniseAuth0 } from '../recognise/auth0.js';
import type { AskedAuth0 } from '../recognise/auth0.js';
import type { Body } from './body.js';
import { refusalIn, statusAround } from './mark.js';
import type { Mark } from './mark.js';
import { phrase } from './phrase.js';
import type { Surroundings } from './surroundings.js';

/** What Auth0 says in a text, and a sentence where it speaks of a user's sign-in instead. */
export interface Auth0Marks {
  marks: Mark[];
  notOurs: string | null;
}

interface Material {
  bodies: readonly Body[];
  asked: AskedAuth0;
  around: Surroundings;
}

/** Finds what Auth0 says, by its sentences, by its bodies, and by an answer of its token endpoint that has no words. */
export function auth0Marks(text: string, material: Material): Auth0Marks {
  if (material.around.otherIssuer && !material.around.auth0) return { marks: [], notOurs: null };
  const said = sentenceMarks(text, material);
  const isAlone = !/[A-Za-z]{3}/.test(
    text.replace(/\{[^{}]*\}/g, '').replace(/\b(?:HTTP|status|code|error|Unauthorized|response)\b/gi, ''),
  );
  const bodies = material.bodies.filter(
    (body) => isOfAuth0(body, material.around, isAlone) && !said.some(({ at }) => at >= body.at && at <= body.end + 20),
  );
  const users = bodies.filter(isUsers);
  const marks = [
    ...said,
    ...pairMarks(text, material),
    ...bodies.filter((body) => !isUsers(body)).flatMap((body) => bodyMark(text, body, material)),
  ];
  const bare = marks.length === 0 && users.length === 0 ? bareMarks(text, material) : [];
  return {
    marks: [...marks, ...bare].flatMap((mark) => withRubyCase(text, mark, material.asked)),
    notOurs: users.length > 0 ? "Auth0 speaks of a user's sign-in there, and not of an application that asks for a token." : null,
  };
}

const spoken = auth0Sentences.map(([words, make]) => ({
  says: phrase(words),
  make,
  isCommon: /Too many|quota|organization|Non-global|Script/.test(words.source),
}));

function sentenceMarks(text: string, { asked, around, bodies }: Material): Mark[] {
  const hasFields = around.auth0 || ownFields.test(text);
  return spoken.flatMap(({ says, make, isCommon }) =>
    [...text.matchAll(says)].flatMap(({ 0: words, index }) => {
      const body = bodies.find(({ at, end }) => index >= at - 5 && index <= end + 5);
      const isNamed = hasFields || (body !== undefined && (body.description !== null || body.errorCode !== null));
      if (isCommon && !isNamed && !alone.test(words)) return [];
      if (!isNamed && isOfOthers(text.slice(index, index + 300))) return [];
      const refusal = refusalIn(text, index, { party: 'auth0', code: body?.error ?? null });
      return [
        {
          at: index,
          end: index + words.length,
          finding: refusal.code === null ? make(refusal, asked) : recogniseAuth0(refusal, 'token', asked),
        },
      ];
    }),
  );
}

/** Its codes and fields where they stand without JSON, in a line of a log or the address of a page. */
const ownFields = /\bapi_limit\b|\btoo_many_requests\W{1,4}(?:Client|Organization|Global)\b|\berror=access_denied\b|\berror_description=/;

/** Code and sentence without their JSON, as people note them: what a wrong secret is answered with. Where others go on (`Unauthorized user`), it is about somebody else. */
function pairMarks(text: string, { asked }: Material): Mark[] {
  return [...text.matchAll(pair)].map(({ 0: words, index, groups }) => {
    const { code = null, said = 'Unauthorized' } = groups ?? {};
    const refusal = { ...refusalIn(text, index, { party: 'auth0', code }), said };
    return { at: index, end: index + words.length, finding: recogniseAuth0(refusal, 'token', asked) };
  });
}

const pair =
  /\b(?<code>access_denied)\W{1,8}Unauthorized\b(?! (?:user|access|client|domain|e-?mail|account|person|group|request)\b)|\bUnauthorized, access_denied\b|^\W{0,4}invalid_client\W{1,4}(?<said>Client authentication failed)\W{0,4}$/gi;

/** What every server says of its clients, unless what may not be accessed is an API as Auth0 names one. */
function isOfOthers(sentence: string): boolean {
  if (/^Service not found/i.test(sentence)) return !/^Service not found: ?(?:api|https?):/i.test(sentence);
  if (!/is not authorized to access/i.test(sentence)) return false;
  return !/access resource ser|client-grant|access ["'`<]{0,2}(?:https?:|api:|[\w.:-]+["'`>])/i.test(sentence);
}

/** Nobody else says these, wherever they stand. */
const alone = /Non-global clients|No audience parameter was|plan limit|Script generated an unhandled|client grant/i;

/** Bodies of other OAuth servers look the same; two pairs are Auth0's own, and the rest needs its name. */
function isOfAuth0({ error, description, errorCode, message }: Body, { auth0, entra }: Surroundings, isAlone: boolean): boolean {
  if (description === null && errorCode === null) return false;
  if (/AADSTS\d/.test(description ?? '')) return false;
  if (errorCode !== null) return auth0 || managementErrors.test(errorCode);
  if (error === 'access_denied' && /^Unauthorized\.?$/i.test(description ?? '')) return true;
  if (error === 'invalid_client' && /^Client authentication failed\.?$/i.test(description ?? ''))
    return auth0 || (!entra && isAlone && message === null);
  return auth0 && !entra;
}

/** Codes of the Management API. */
const managementErrors =
  /^(?:insufficient_scope|inexistent_\w+|invalid_body|invalid_uri|invalid_query_string|too_many_requests|operation_not_supported)$/;

function isUsers({ error, description }: Body): boolean {
  return usersErrors.has(error ?? '') || /\b(?:password|e-?mail|login|user|consent|multi-?factor|mfa)\b/i.test(description ?? '');
}

/** What Auth0 answers to people: https://auth0.com/docs, standard error responses. */
const usersErrors: ReadonlySet<string> = new Set([
  'invalid_grant',
  'mfa_required',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
  'invalid_user_password',
  'unauthorized',
  'too_many_attempts',
  'password_leaked',
  'expired_token',
  'authorization_pending',
]);

function bodyMark(text: string, body: Body, { asked }: Material): Mark[] {
  const { at, end, error, description, message, errorCode, status } = body;
  const said = description ?? message ?? '';
  const refusal = { ...refusalIn(text, at, { party: 'auth0', code: errorCode ?? error, status }), said };
  if (errorCode === 'inexistent_resource_server')
    return [{ at, end, finding: finding('auth0/api-missing', { audience: asked.audience, domain: asked.domain }, refusal) }];
  if (errorCode !== null && errorCode !== 'too_many_requests') return [{ at, end, finding: finding('auth0/refused', {}, refusal) }];
  return [{ at, end, finding: recogniseAuth0(refusal, 'token', asked) }];
}

/** What the token endpoint answered, where a program printed the status and next to nothing else. */
function bareMarks(text: string, { asked, around }: Material): Mark[] {
  const at = text.search(/oauth2: cannot fetch token: (?:4|5)\d\d|\/oauth\/token\b|auth0\.com\/\.well-known\//);
  if (at === -1 || (around.entra && !around.auth0)) return [];
  const status = Number(/cannot fetch token: (\d{3})/.exec(text)?.[1]) || statusAround(text, at);
  const isPlain = /Response: Not found\.?|\bNot found\.?\s*$/i.test(text);
  const refusal = { ...refusalIn(text, at, { party: 'auth0', code: null, status }), said: '' };
  if (status === 404 && (isPlain || around.auth0))
    return [{ at, end: at, finding: finding('auth0/domain-wrong', { domain: asked.domain }, refusal) }];
  if (!around.auth0 || status === null) return [];
  return [{ at, end: at, finding: recogniseAuth0(refusal, 'token', asked) }];
}

/**
 * The Ruby SDK fetches its token for the Management API by itself. The one report of this refusal through it (auth0/ruby-auth0 190) was
 * of an application that was not authorised for that API, so both causes are told, that one first.
 */
function withRubyCase(text: string, mark: Mark, { audience, clientId }: AskedAuth0): Mark[] {
  const isRuby = mark.finding.code === 'auth0/grant-type-disabled' && /\bAuth0::[A-Z]\w+/.test(text);
  const missing: Finding = finding('auth0/grant-missing', { audience, clientId }, mark.finding.refusal);
  return isRuby ? [{ ...mark, finding: missing }, mark] : [mark];
}
