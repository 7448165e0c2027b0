import type { FederatedCredential } from './profile.js';

/**
 * A federated credential as a page of the portal shows it when it is copied, or as Terraform and Bicep write one. Null where not all
 * three values stand in the text: the names alone are ordinary words.
 */
export function readCredentialText(pasted: string): FederatedCredential | null {
  const text = pasted.replaceAll('\r\n', '\n');
  const [issuer, subject, audience] = [valueOf('issuer', text), valueOf('subject(?: identifier)?', text), valueOf('audiences?', text)];
  if (issuer === null || subject === null || audience === null || !/^https?:/i.test(issuer)) return null;
  return {
    name: /(?:^|\n)[ \t]*name *[:=\t][ \t]*["']?([\w-]{3,120})/i.exec(text)?.[1] ?? null,
    issuer,
    subject,
    audience,
    source: 'pasted',
  };
}

/** No two runs of blanks stand side by side in the patterns: going back over both would take time with the square of their length. */
/** `issuer = "…"`, `issuer: '…'`, `Issuer<tab>…`, and the name on a line of its own with the value below; a list has one audience. */
function valueOf(name: string, text: string): string | null {
  const quoted = String.raw`"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'`;
  const assigned = new RegExp(String.raw`(?:^|\n)[ \t]*${name}[ \t]*[:=]\s*(?:\[\s*)?(?:${quoted})`, 'i').exec(text);
  const shown = new RegExp(String.raw`(?:^|\n)[ \t]*${name} *(?:\* *)?[:\t\n][ \t]*([^\s"'=][^\n]*)`, 'i').exec(text);
  const found = assigned ?? shown;
  return found?.slice(1).find((value) => value !== undefined) ?? null;
}
