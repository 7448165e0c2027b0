import { generateKeyPairSync } from 'node:crypto';

import { certify, extension } from './x509.js';

/** What a TLS server needs, and the authority a client has to trust for it. */
export interface Certificate {
  caPem: string;
  certificatePem: string;
  keyPem: string;
}

const hour = 3_600_000;

/**
 * An authority and one certificate for all hosts, a star in front standing for one label, both ECDSA P-256, made for this run and kept in memory only.
 * The authority may speak for these hosts alone (name constraints, RFC 5280, 4.2.1.10): who trusts its file trusts it for nothing else.
 */
export function makeCertificate(hosts: readonly string[], now: Date): Certificate {
  const [authority, server] = [makeKeys(), makeKeys()];
  const times = { notBefore: new Date(now.getTime() - hour), notAfter: new Date(now.getTime() + 30 * 24 * hour) };
  const issuer = 'keyless sandbox authority';
  // A constraint has no star: it stands for the name and for all below it.
  const bases = hosts.map((host) => host.replace(/^\*\./, ''));
  const forAuthority = [
    extension.authority(),
    extension.signsCertificates(),
    extension.onlyFor(bases),
    extension.ownKey(authority.publicKey),
  ];
  const forServer = [
    extension.noAuthority(),
    extension.signsMessages(),
    extension.servesTls(),
    extension.names(hosts),
    extension.ownKey(server.publicKey),
    extension.keyOfIssuer(authority.publicKey),
  ];
  const ca = { ...times, issuer, subject: issuer, publicKey: authority.publicKey, extensions: forAuthority };
  const leaf = { ...times, issuer, subject: 'keyless sandbox', publicKey: server.publicKey, extensions: forServer };
  return {
    caPem: certify(ca, authority.privateKey),
    certificatePem: certify(leaf, authority.privateKey),
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function makeKeys(): ReturnType<typeof generateKeyPairSync> {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}
