// @peculiar/x509 builds on tsyringe, which wants this polyfill loaded before it.
import "reflect-metadata";
import { X509Certificate as Certificate, randomBytes, type webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its private key (PKCS #8), both as PEM. */
export interface KeyPairPem {
  readonly certificate: string;
  readonly privateKey: string;
}

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 24 * 3600 * 1000;
const AUTHORITY_DAYS = 3652;
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
/**
 * A device's clock may be as old as its firmware's build (protocol, section 2), and must find the certificate valid
 * already. Backwards and forwards together stay below the 825 days that browsers take from a private authority.
 */
const SERVER_BACKDATE_DAYS = 400;
const AUTHORITY_NOT_BEFORE = new Date("2024-01-01T00:00:00Z");

/**
 * Makes a certificate authority: P-256, ten years, for server certificates directly below it. It has no name
 * constraints: they must be critical (RFC 5280, 4.2.1.10), and mbedTLS refuses a critical extension it does not know.
 */
export async function createAuthority(now: number): Promise<KeyPairPem> {
  const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    // A number in the name keeps the authorities of several relays apart in a list of them.
    name: `CN=OpenLock relay CA ${randomBytes(4).toString("hex")}`,
    notBefore: AUTHORITY_NOT_BEFORE,
    notAfter: new Date(now + AUTHORITY_DAYS * DAY),
    signingAlgorithm: P256,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return exportPair(certificate, keys.privateKey);
}

/** Makes a server certificate under an authority, for DNS names and IP addresses. */
export async function issueServerCertificate(
  authority: KeyPairPem,
  names: readonly string[],
  now: number,
): Promise<KeyPairPem> {
  const issuer = new X509Certificate(authority.certificate);
  const signingKey = await crypto.subtle.importKey(
    "pkcs8",
    PemConverter.decodeFirst(authority.privateKey),
    P256,
    false,
    ["sign"],
  );
  const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(
      names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value })),
    ),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer),
  ];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: "CN=OpenLock relay",
    issuer: issuer.subject,
    notBefore: new Date(Math.max(now - SERVER_BACKDATE_DAYS * DAY, AUTHORITY_NOT_BEFORE.getTime())),
    notAfter: new Date(Math.min(now + SERVER_DAYS * DAY, issuer.notAfter.getTime())),
    signingAlgorithm: P256,
    publicKey: keys.publicKey,
    signingKey,
    extensions,
  });
  return exportPair(certificate, keys.privateKey);
}

/** Whether a server certificate comes from the authority, names all of `names` and stays valid for 30 days. */
export function stillServes(
  server: KeyPairPem,
  authority: KeyPairPem,
  names: readonly string[],
  now: number,
): boolean {
  const certificate = new Certificate(server.certificate);
  if (!certificate.verify(new Certificate(authority.certificate).publicKey)) return false;
  if (Date.parse(certificate.validTo) - now < RENEW_DAYS * DAY) return false;
  return names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)));
}

/** RFC 5280, 4.1.2.2: positive, at most 20 bytes, never the same twice. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

async function exportPair(
  certificate: X509Certificate,
  privateKey: webcrypto.CryptoKey,
): Promise<KeyPairPem> {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", privateKey);
  return {
    certificate: `${certificate.toString("pem")}\n`,
    privateKey: `${PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`,
  };
}
