import type { Code } from '../findings/finding.js';
import type { AboutCode, Explained, ShownToken } from './explained.js';
import type { AboutDocument, ExplainedDocument, TokenDocument } from './explained-document.js';
import { diagnosisJson, documentText, settingJson } from './json.js';

/** A code in the list of all of them. */
export interface ListedCode {
  code: Code;
  title: string;
  group: string;
}

/** The document of `explain --json`. Its shape is `report.schema.json`. */
export function explainedJson(explained: Explained): string {
  return documentText(explainedDocument(explained));
}

/** The same as a value. */
export function explainedDocument(explained: Explained): ExplainedDocument {
  const { isRecognised, what, origin, diagnoses, read, notOurs, closest, token, credentials, compared, chosen, settings, about, next } =
    explained;
  return {
    schemaVersion: 1,
    recognised: isRecognised,
    what,
    origin,
    diagnoses: diagnoses.map(diagnosisJson),
    read,
    notOurs,
    closest,
    token: token && tokenJson(token),
    credentials,
    compared,
    chosen,
    settings: settings.map(settingJson),
    about: about && aboutJson(about),
    next,
    error: null,
  };
}

/** The document of `explain --list --json`. */
export function codesJson(codes: readonly ListedCode[]): string {
  return documentText({ schemaVersion: 1, codes, error: null });
}

/** Its claims by their own names, so that whoever knows a JWT finds them. */
function tokenJson({
  kind,
  lifetime,
  header,
  issuer,
  subject,
  audiences,
  issuedAt,
  notBefore,
  expires,
  remarks,
}: ShownToken): TokenDocument {
  return { kind, lifetime, ...header, iss: issuer, sub: subject, aud: audiences, iat: issuedAt, nbf: notBefore, exp: expires, remarks };
}

function aboutJson({ code, meaning, effect, numbers, answer, exemption }: AboutCode): AboutDocument {
  return { code, meaning, effect, isExample: true, numbers, answer, exemption };
}
