import { createHash, generateKeyPair, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import { bits, integer, octets, oid, sequence, set, tagged, time, utf8, wrapped, yes } from './der.js';

/** What a TLS server needs, and the authority a client has to trust for it. */
export interface Certificate {
  caPem: string;
  certificatePem: string;
  keyPem: string;
}

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const hour = 3_600_000;
const authorityName = nameOf('keyless sandbox authority');

/**
 * An authority and one certificate for all hosts (RFC 5280), both ECDSA P-256, made for this run and kept in memory only.
 * The authority may speak for these hosts alone (name constraints, 4.2.1.10): who trusts its file trusts it for nothing else.
 * Written down byte by byte: a library for it takes longer to load and to run than all the rest of a sandbox.
 */
export async function makeCertificate(hosts: readonly string[], now: Date): Promise<Certificate> {
  const [authority, server] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  const common = { authority, validity: sequence(time(later(now, -1)), time(later(now, 30 * 24))) };
  const ca = signed({
    ...common,
    subject: authorityName,
    publicKey: authority.publicKey,
    extensions: authorityExtensions(authority, hosts),
  });
  const certificate = signed({
    ...common,
    subject: nameOf('keyless sandbox'),
    publicKey: server.publicKey,
    extensions: serverExtensions(server, authority, hosts),
  });
  const keyPem = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { caPem: pemOf(ca), certificatePem: pemOf(certificate), keyPem };
}

interface ToBeSigned {
  authority: KeyPair;
  validity: Buffer;
  subject: Buffer;
  publicKey: KeyObject;
  extensions: readonly Buffer[];
}

function signed({ authority, validity, subject, publicKey, extensions }: ToBeSigned): Buffer {
  const version3 = wrapped(0, integer(Buffer.of(2)));
  const serial = integer(Buffer.concat([Buffer.of(1), randomBytes(15)]));
  const content = [
    version3,
    serial,
    ecdsaWithSha256,
    authorityName,
    validity,
    subject,
    spkiOf(publicKey),
    wrapped(3, sequence(...extensions)),
  ];
  const body = sequence(...content);
  return sequence(body, ecdsaWithSha256, bits(sign('sha256', body, authority.privateKey)));
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

function authorityExtensions({ publicKey }: KeyPair, hosts: readonly string[]): Buffer[] {
  const permitted = hosts.map((host) => sequence(dnsName(host)));
  return [
    critical(basicConstraints, sequence(yes())),
    // To sign certificates and lists of revoked ones.
    critical(keyUsage, bits(Buffer.of(0b0000_0110), 1)),
    critical(nameConstraints, sequence(wrapped(0, ...permitted))),
    extension(subjectKeyIdentifier, octets(keyIdOf(publicKey))),
  ];
}

function serverExtensions({ publicKey }: KeyPair, authority: KeyPair, hosts: readonly string[]): Buffer[] {
  return [
    critical(basicConstraints, sequence()),
    // To sign.
    critical(keyUsage, bits(Buffer.of(0b1000_0000), 7)),
    extension(extendedKeyUsage, sequence(oid(serverAuthentication))),
    extension(subjectAlternativeName, sequence(...hosts.map(dnsName))),
    extension(subjectKeyIdentifier, octets(keyIdOf(publicKey))),
    extension(authorityKeyIdentifier, sequence(tagged(0, keyIdOf(authority.publicKey)))),
  ];
}

const subjectKeyIdentifier = '2.5.29.14';
const keyUsage = '2.5.29.15';
const subjectAlternativeName = '2.5.29.17';
const basicConstraints = '2.5.29.19';
const nameConstraints = '2.5.29.30';
const authorityKeyIdentifier = '2.5.29.35';
const extendedKeyUsage = '2.5.29.37';
const serverAuthentication = '1.3.6.1.5.5.7.3.1';

const critical = (id: string, value: Buffer): Buffer => sequence(oid(id), yes(), octets(value));
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), octets(value));
const dnsName = (host: string): Buffer => tagged(2, host);

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
}

function makeKeyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
}

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** The hash of the public point, which ends the key: 65 bytes. */
const keyIdOf = (key: KeyObject): Buffer => createHash('sha1').update(spkiOf(key).subarray(-65)).digest();

const later = (now: Date, hours: number): Date => new Date(now.getTime() + hours * hour);

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}
