import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import asn1 from 'asn1';
import type { BerWriter } from 'asn1';

const { Ber } = asn1;
const dnsName = 0x82;
const numbers = { commonName: '2.5.4.3', ecdsaWithSha256: '1.2.840.10045.4.3.2', serverAuth: '1.3.6.1.5.5.7.3.1' };

/** A part of a certificate: what it writes, in DER. */
export type Part = (to: BerWriter) => void;

/** What an authority states of a key (RFC 5280, 4.1.2). */
export interface Statement {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  extensions: readonly Part[];
}

/** The certificate in PEM: the statement, signed with ECDSA and SHA-256. */
export function certify(statement: Statement, signingKey: KeyObject): string {
  const stated = stating(statement);
  const signature = bits(0, sign('sha256', derOf(stated), signingKey));
  const der = derOf(within(Ber.Sequence | Ber.Constructor, stated, algorithm, signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** The extensions that a certificate authority and a TLS server need (RFC 5280, 4.2.1). */
export const extension = {
  authority: (): Part =>
    extended(
      '2.5.29.19',
      true,
      sequence((to) => to.writeBoolean(true)),
    ),
  noAuthority: (): Part => extended('2.5.29.19', true, sequence()),
  /** Signs certificates and lists of revoked ones. */
  signsCertificates: (): Part => extended('2.5.29.15', true, bits(1, Buffer.of(0b0000_0110))),
  signsMessages: (): Part => extended('2.5.29.15', true, bits(7, Buffer.of(0b1000_0000))),
  servesTls: (): Part => extended('2.5.29.37', false, sequence(objectId(numbers.serverAuth))),
  names: (hosts: readonly string[]): Part => extended('2.5.29.17', false, sequence(...hosts.map((host) => text(host, dnsName)))),
  onlyFor: (hosts: readonly string[]): Part => {
    const permitted = hosts.map((host) => sequence(text(host, dnsName)));
    return extended('2.5.29.30', true, sequence(within(0xa0, ...permitted)));
  },
  ownKey: (key: KeyObject): Part => extended('2.5.29.14', false, (to) => to.writeBuffer(keyId(key), Ber.OctetString)),
  keyOfIssuer: (key: KeyObject): Part =>
    extended(
      '2.5.29.35',
      false,
      sequence((to) => to.writeBuffer(keyId(key), 0x80)),
    ),
};

function stating({ subject, issuer, publicKey, notBefore, notAfter, extensions }: Statement): Part {
  const version3 = within(0xa0, (to) => to.writeInt(2));
  // Positive and of 16 bytes, whatever follows the first.
  const serialNumber = Buffer.concat([Buffer.of(1), randomBytes(15)]);
  const contents = new asn1.BerReader(spki(publicKey)).readString(Ber.Sequence | Ber.Constructor, true) ?? Buffer.alloc(0);
  return sequence(
    version3,
    (to) => to.writeBuffer(serialNumber, Ber.Integer),
    algorithm,
    named(issuer),
    sequence(time(notBefore), time(notAfter)),
    named(subject),
    (to) => to.writeBuffer(contents, Ber.Sequence | Ber.Constructor),
    within(0xa3, sequence(...extensions)),
  );
}

function extended(id: string, isCritical: boolean, value: Part): Part {
  const critical: Part[] = isCritical ? [(to) => to.writeBoolean(true)] : [];
  return sequence(objectId(id), ...critical, within(Ber.OctetString, value));
}

function algorithm(to: BerWriter): void {
  sequence(objectId(numbers.ecdsaWithSha256))(to);
}

function named(commonName: string): Part {
  const attribute = sequence(objectId(numbers.commonName), text(commonName, Ber.PrintableString));
  return sequence(within(Ber.Set | Ber.Constructor, attribute));
}

/** Two digits of the year until 2049, and four from then on (RFC 5280, 4.1.2.5). */
function time(date: Date): Part {
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? text(digits.slice(2), Ber.UTCTime) : text(digits, Ber.GeneralizedTime);
}

/** SHA-1 of the bits of the key (RFC 5280, 4.2.1.2). */
function keyId(key: KeyObject): Buffer {
  const point = spki(key).subarray(-65);
  return createHash('sha1').update(point).digest();
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function derOf(part: Part): Buffer {
  const writer = new asn1.BerWriter();
  part(writer);
  return writer.buffer;
}

function sequence(...parts: readonly Part[]): Part {
  return within(Ber.Sequence | Ber.Constructor, ...parts);
}

function within(tag: number, ...parts: readonly Part[]): Part {
  return (to) => {
    to.startSequence(tag);
    for (const part of parts) part(to);
    to.endSequence();
  };
}

function objectId(id: string): Part {
  return (to) => to.writeOID(id, Ber.OID);
}

function text(value: string, tag: number): Part {
  return (to) => to.writeString(value, tag);
}

function bits(unused: number, bytes: Buffer): Part {
  return (to) => to.writeBuffer(Buffer.concat([Buffer.of(unused), bytes]), Ber.BitString);
}
