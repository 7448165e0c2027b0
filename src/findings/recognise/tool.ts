import type { ToolFailure } from '../../tools/tool.js';
import type { Known } from '../explanation.js';
import type { Code, Finding } from '../finding.js';
import { finding } from '../finding.js';
import { createPastedReader } from '../pasted/pasted.js';
import { essence } from './tool-essence.js';

/** What it means that a tool did not do what it was to do. Its words are read by the rules for texts that people paste. */
export function recogniseTool(failure: ToolFailure, known: Known): Finding {
  const { tool, kind, said, command } = failure;
  if (kind === 'missing') return tool === 'az' ? finding('tool/az-missing', {}) : finding('tool/auth0-missing', {});
  // What it prints well while it waits, or before what is no JSON, may say what it waits for.
  const found = said === '' || kind === 'not-started' ? null : (signInRefused(failure, known) ?? spoken(failure, known));
  if (found) return found;
  if (kind === 'not-found' && tool === 'az') return finding('tool/az-resource-missing', { resource: null });
  const evidence = { said: essence(said), command, ...(kind !== 'refused' && { why: kind }) };
  return tool === 'az' ? finding('tool/az-refused', evidence) : finding('tool/auth0-refused', evidence);
}

/** Whatever Entra ID says to `az`, it says of the person who uses it; and a 401 of the Management API is about the sign-in of the CLI. */
function signInRefused({ tool, said }: ToolFailure, known: Known): Finding | null {
  if (tool === 'auth0') return /\b401 Unauthorized\b/.test(said) ? finding('tool/auth0-signed-out', { domain: known.domain }) : null;
  const number = /\bAADSTS\d{4,8}\b/.exec(said)?.[0] ?? null;
  if (number === null || passing.has(number)) return null;
  return finding('tool/az-login-expired', { number, tenant: known.tenant });
}

/** Numbers of Entra ID that say nothing of a sign-in: it is busy, or was asked too often. */
const passing: ReadonlySet<string> = new Set(['AADSTS90033', 'AADSTS50033', 'AADSTS90025', 'AADSTS90055', 'AADSTS50196']);

function spoken({ tool, said }: ToolFailure, known: Known): Finding | null {
  const reader = createPastedReader((lines) => [...lines]);
  // A pasted text tells by itself whose it is.
  reader.push(`${tool === 'az' ? 'Azure CLI' : 'auth0'}\n${said}`);
  const { findings } = reader.end({ decoded: null, mentioned: null, credentials: null });
  const found = findings.find(({ code }) => mayMean(tool, code));
  if (found?.code === 'tool/az-signed-out') return finding('tool/az-signed-out', { tenant: known.tenant });
  if (found?.code === 'tool/auth0-signed-out') return finding('tool/auth0-signed-out', { ...found.evidence, domain: known.domain });
  return found ?? null;
}

/** What a tool can meet that only manages things, and never asks for a token of the chain. */
function mayMean(tool: ToolFailure['tool'], code: Code): boolean {
  if (code.endsWith('/refused')) return false;
  if (tool === 'auth0') return /^(?:tool\/auth0-|network\/|auth0\/(?:rate-limited|service-error|quota-exhausted)$)/.test(code);
  return /^(?:tool\/az-|network\/|trust\/(?:credential-(?!missing|stale)|identity-missing|region-)|entra\/(?:transient|throttled|request-loop)$|azure-openai\/(?:subdomain-taken|name-soft-deleted|quota-insufficient|model-retired|capacity|service-error)$)/.test(
    code,
  );
}
