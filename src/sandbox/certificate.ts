// tsyringe, inside @peculiar/x509, looks for this polyfill when it is loaded.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';

import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints, id_ce_nameConstraints } from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a TLS server needs, and the authority a client has to trust for it. */
export interface Certificate {
  caPem: string;
  certificatePem: string;
  keyPem: string;
}

const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hour = 3_600_000;

/**
 * An authority and one certificate for all hosts, a star in front standing for one label, both ECDSA P-256, made for this run and kept in memory only.
 * The authority may speak for these hosts alone (name constraints, RFC 5280, 4.2.1.10): who trusts its file trusts it for nothing else.
 */
export async function makeCertificate(hosts: readonly string[], now: Date): Promise<Certificate> {
  const [authority, server] = await Promise.all([makeKeys(), makeKeys()]);
  const times = { notBefore: new Date(now.getTime() - hour), notAfter: new Date(now.getTime() + 30 * 24 * hour) };
  const common = { ...times, signingAlgorithm: curve };
  const ca = await X509CertificateGenerator.create({
    ...common,
    ...names('keyless sandbox authority', 'keyless sandbox authority'),
    publicKey: authority.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      onlyFor(hosts),
      await SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  const certificate = await X509CertificateGenerator.create({
    ...common,
    ...names('keyless sandbox', 'keyless sandbox authority'),
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
      await SubjectKeyIdentifierExtension.create(server.publicKey),
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  return { caPem: ca.toString('pem'), certificatePem: certificate.toString('pem'), keyPem: await pemOf(server.privateKey) };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

function names(subject: string, issuer: string): { subject: string; issuer: string; serialNumber: string } {
  return { subject: `CN=${subject}`, issuer: `CN=${issuer}`, serialNumber: `01${randomBytes(15).toString('hex')}` };
}

function onlyFor(hosts: readonly string[]): Extension {
  // A constraint has no star: it stands for the name and for all below it.
  const bases = hosts.map((host) => host.replace(/^\*\./, ''));
  const permitted = bases.map((dNSName) => new GeneralSubtree({ base: new GeneralName({ dNSName }) }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}
