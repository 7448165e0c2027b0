import { createHash, generateKeyPair, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import { bits, bool, constructed, integer, octets, oid, primitive, sequence, set, utcTime, utf8 } from './der.js';

/** What a TLS server needs, and the authority a client has to trust for it. */
export interface Certificate {
  caPem: string;
  certificatePem: string;
  keyPem: string;
}

interface Subject {
  name: string;
  key: { publicKey: KeyObject; privateKey: KeyObject };
}

/**
 * An authority and one certificate for all hosts, both ECDSA P-256, made for this run and kept in memory only.
 * The authority may speak for these hosts alone (name constraints): who trusts its file trusts it for nothing else.
 */
export async function makeCertificate(hosts: readonly string[], now: Date): Promise<Certificate> {
  const [authority, server] = await Promise.all([subject('keyless sandbox authority'), subject('keyless sandbox')]);
  const caExtensions = [
    extension('2.5.29.19', sequence(bool(true)), true), // basicConstraints: an authority
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true), // keyUsage: keyCertSign, cRLSign
    extension('2.5.29.30', sequence(constructed(0, ...hosts.map((host) => sequence(dnsName(host))))), true), // nameConstraints
    extension('2.5.29.14', octets(keyIdentifier(authority))),
    extension('2.5.29.35', sequence(primitive(0, keyIdentifier(authority)))),
  ];
  const serverExtensions = [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true), // keyUsage: digitalSignature
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // extendedKeyUsage: serverAuth
    extension('2.5.29.17', sequence(...hosts.map(dnsName))), // subjectAltName
    extension('2.5.29.14', octets(keyIdentifier(server))),
    extension('2.5.29.35', sequence(primitive(0, keyIdentifier(authority)))),
  ];
  return {
    caPem: issue(authority, authority, caExtensions, now),
    certificatePem: issue(server, authority, serverExtensions, now),
    keyPem: server.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function subject(name: string): Promise<Subject> {
  return { name, key: await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' }) };
}

/** RFC 5280, 4.1: the certificate, its algorithm and its signature. */
function issue(to: Subject, by: Subject, extensions: readonly Uint8Array[], now: Date): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const body = sequence(
    constructed(0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.from([0x01, ...randomBytes(15)])),
    algorithm,
    distinguishedName(by.name),
    sequence(utcTime(new Date(now.getTime() - hour)), utcTime(new Date(now.getTime() + 30 * 24 * hour))),
    distinguishedName(to.name),
    publicKeyOf(to),
    constructed(3, sequence(...extensions)),
  );
  const der = sequence(body, algorithm, bits(sign('sha256', body, by.key.privateKey)));
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const hour = 3_600_000;

const publicKeyOf = (of: Subject): Uint8Array => of.key.publicKey.export({ type: 'spki', format: 'der' });

const keyIdentifier = (of: Subject): Uint8Array => createHash('sha256').update(publicKeyOf(of)).digest().subarray(0, 20);

const distinguishedName = (name: string): Uint8Array => sequence(set(sequence(oid('2.5.4.3'), utf8(name))));

const dnsName = (host: string): Uint8Array => primitive(2, Buffer.from(host, 'ascii'));

function extension(id: string, value: Uint8Array, isCritical = false): Uint8Array {
  return isCritical ? sequence(oid(id), bool(true), octets(value)) : sequence(oid(id), octets(value));
}
