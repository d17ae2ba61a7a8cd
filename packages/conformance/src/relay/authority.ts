// @peculiar/x509 builds on tsyringe, which wants this polyfill loaded before it.
import "reflect-metadata";
import { randomBytes, type webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const NOT_BEFORE = new Date("2024-01-01T00:00:00Z");
const NOT_AFTER = new Date("2049-01-01T00:00:00Z");

/** A certificate and its private key, both as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface Validity {
  readonly from?: Date;
  readonly to?: Date;
}

/** A certificate authority of the suite's own, made anew for each run. */
export class Authority {
  /** What a device is given as `ca`. */
  readonly pem: string;
  readonly #certificate: X509Certificate;
  readonly #key: webcrypto.CryptoKey;

  private constructor(certificate: X509Certificate, key: webcrypto.CryptoKey) {
    this.#certificate = certificate;
    this.#key = key;
    this.pem = `${certificate.toString("pem")}\n`;
  }

  static async create(): Promise<Authority> {
    const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: `CN=OpenLock conformance ${randomBytes(4).toString("hex")}`,
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      signingAlgorithm: P256,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    });
    return new Authority(certificate, keys.privateKey);
  }

  async issue(host: string, { from = NOT_BEFORE, to = NOT_AFTER }: Validity = {}): Promise<Identity> {
    const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: "CN=OpenLock conformance relay",
      issuer: this.#certificate.subject,
      notBefore: from,
      notAfter: to,
      signingAlgorithm: P256,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: isIP(host) ? "ip" : "dns", value: host }]),
      ],
    });
    const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
    return {
      cert: `${certificate.toString("pem")}\n`,
      key: `${PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`,
    };
  }
}

/** RFC 5280, 4.1.2.2: positive, never the same twice. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}
