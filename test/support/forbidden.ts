import { expect } from 'vitest';

import type { Sandbox, SandboxRequest } from '../../src/sandbox/start.js';

/** Every secret and every token's signature that went over the wire of a place in these requests: of all, when none are named. */
export function forbidden(place: Sandbox, requests: readonly SandboxRequest[] = place.requests): string[] {
  const sent = requests.map(({ body, headers }) => `${decodeURIComponent(body.replaceAll('+', ' '))} ${headers['authorization'] ?? ''}`);
  return [place.settings.OIDC_CLIENT_SECRET, ...new Set(sent.flatMap(signaturesIn))].filter((text) => text.length > 8);
}

/** What makes a token one: the rest of it is no secret. */
export function signaturesIn(text: string): string[] {
  return [...text.matchAll(/eyJ[\w-]+\.[\w-]+\.([\w-]{20,})/g)].map((match) => match[1] ?? '');
}

/** Fails where a secret, or a piece of one, is in the text, however it is spelled there. */
export function expectNone(secrets: readonly string[], text: string): void {
  expect(leaksIn(text, secrets)).toEqual([]);
}

/** So many letters and digits of a secret in a row are a leak. The product shows the last four on purpose. */
const telling = 12;

/**
 * Where a piece of a secret is in a text: as it is, whatever stands between its letters, behind escapes, in base64, in hexadecimal digits.
 * It spells the pieces out and looks for them, where the program reads the text: a fault of the one is none of the other.
 */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const plain = [text];
  for (let depth = 0; depth < 3; depth += 1) plain.push(unescaped(plain.at(-1) ?? ''));
  const ways: [string, readonly string[], (secret: string) => string[]][] = [
    ['letters', plain.map(lettersOf), (secret) => piecesOf(secret).map(lettersOf)],
    ['base64', plain.map(base64Of), (secret) => piecesOf(secret).flatMap(inBase64)],
    [
      'hex',
      plain.map(hexOf),
      (secret) =>
        piecesOf(secret).map((piece) =>
          Buffer.from(piece)
            .toString('hex')
            .slice(0, telling * 2),
        ),
    ],
  ];
  const whole = secrets.filter((secret) => plain.some((one) => one.includes(secret))).map((secret) => `whole: …${secret.slice(-4)}`);
  return [
    ...whole,
    ...ways.flatMap(([way, texts, spell]) => secrets.flatMap((secret) => found(texts, spell(secret)).map((at) => `${way}: ${at}`))),
  ];
}

/** The surroundings of the first of these pieces, all of which have one length. */
function found(texts: readonly string[], pieces: readonly string[]): string[] {
  const all = new Set(pieces);
  const length = pieces[0]?.length ?? 0;
  if (length === 0) return [];
  for (const text of texts)
    for (let at = 0; at + length <= text.length; at += 1)
      if (all.has(text.slice(at, at + length))) return [`${text.slice(Math.max(0, at - 60), at)}►${text.slice(at, at + length)}`];
  return [];
}

/** Of a signature every fourth is enough. */
function piecesOf(secret: string): string[] {
  const places = [...secret.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  const step = secret.length > 100 ? 4 : 1;
  return places.flatMap((from, at) => {
    const last = places[at + telling - 1];
    return at % step === 0 && last !== undefined ? [secret.slice(from, last + 1)] : [];
  });
}

/** What is the same wherever in a base64 text the piece begins: fourteen letters at least. */
function inBase64(piece: string): string[] {
  return [0, 1, 2].map((before) =>
    base64Of(
      Buffer.from('x'.repeat(before) + piece)
        .toString('base64')
        .slice(before === 0 ? 0 : before + 1),
    ).slice(0, 14),
  );
}

function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

function base64Of(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, '');
}

function hexOf(text: string): string {
  return text.toLowerCase().replace(/0x|[^0-9a-f]+/g, '');
}

function unescaped(text: string): string {
  return text
    .replace(/\\[nrt]/g, ' ')
    .replace(/(?:\\u|\\x|%|&#x)(?:(?<=\\u)[0-9a-f]{4}|(?<=\\x|%)[0-9a-f]{2}|(?<=&#x)[0-9a-f]{1,5};)/gi, (escape) =>
      String.fromCodePoint(Number.parseInt(escape.replace(/^(?:\\u|\\x|%|&#x)/i, ''), 16)),
    )
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('\\\\', '\\');
}
