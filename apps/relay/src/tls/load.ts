import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { type Config, ConfigError } from "../config/config.ts";
import { createAuthority, issueServerCertificate, type KeyPairPem, stillServes } from "./authority.ts";
import { ownNames } from "./names.ts";

/** What the HTTPS listener serves with. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  /** PEM of the authority that devices must be given; absent where the public roots do. */
  readonly ca?: string;
  /** Whether the relay made it, and so renews it. */
  readonly selfMade: boolean;
}

/**
 * The certificate given by the configuration; else the relay's own, made at first start in `$OPENLOCK_DATA/tls`, and
 * made anew when it is about to expire or the machine has got another name or address.
 *
 * @throws {ConfigError} where files cannot be read or do not fit together
 */
export async function loadTls(config: Config, now: number): Promise<TlsIdentity> {
  const identity =
    config.TLS_CERT !== undefined && config.TLS_KEY !== undefined
      ? await givenIdentity(config.TLS_CERT, config.TLS_KEY, config.TLS_CA)
      : await ownIdentity(config, now);
  try {
    createSecureContext({ cert: identity.cert, key: identity.key });
  } catch (cause) {
    const files = identity.selfMade ? join(config.OPENLOCK_DATA, "tls") : "TLS_CERT and TLS_KEY";
    throw new ConfigError(
      `The certificate and key in ${files} do not work together: ${messageOf(cause)}. ` +
        (identity.selfMade
          ? "Remove server.pem and server-key.pem there; the relay makes new ones."
          : "Both must be PEM, and the key must be the certificate's."),
      { cause },
    );
  }
  return identity;
}

async function givenIdentity(cert: string, key: string, ca: string | undefined): Promise<TlsIdentity> {
  return {
    cert: await readGiven("TLS_CERT", cert),
    key: await readGiven("TLS_KEY", key),
    ...(ca === undefined ? {} : { ca: await readGiven("TLS_CA", ca) }),
    selfMade: false,
  };
}

async function readGiven(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${variable} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

async function ownIdentity(config: Config, now: number): Promise<TlsIdentity> {
  const dir = join(config.OPENLOCK_DATA, "tls");
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const authority = await ownAuthority(dir, now);
  const names = ownNames(config.OPENLOCK_URL);
  let server = await readPair(dir, "server");
  try {
    if (server === undefined || "missing" in server || !stillServes(server, authority, names, now)) {
      server = await writePair(dir, "server", await issueServerCertificate(authority, names, now));
    }
  } catch (cause) {
    throw damaged(dir, messageOf(cause), cause);
  }
  return { cert: server.certificate, key: server.privateKey, ca: authority.certificate, selfMade: true };
}

async function ownAuthority(dir: string, now: number): Promise<KeyPairPem> {
  const authority = await readPair(dir, "ca");
  // Devices may trust the certificate that is there: another must not take its place in silence.
  if (authority !== undefined && "missing" in authority)
    throw damaged(dir, `${authority.missing} is missing`);
  return authority ?? writePair(dir, "ca", await createAuthority(now));
}

function damaged(dir: string, what: string, cause?: unknown): ConfigError {
  return new ConfigError(
    `The certificates in ${dir} are damaged: ${what}. Restore them from a backup. Without one, remove the ` +
      "directory: the relay makes a new authority, and every device must then be given it over its cable.",
    { cause },
  );
}

async function readPair(
  dir: string,
  name: string,
): Promise<KeyPairPem | { readonly missing: string } | undefined> {
  const certificate = await readWhereThere(join(dir, `${name}.pem`));
  if (certificate === undefined) return undefined;
  const privateKey = await readWhereThere(join(dir, `${name}-key.pem`));
  return privateKey === undefined ? { missing: `${name}-key.pem` } : { certificate, privateKey };
}

async function readWhereThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw new ConfigError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

async function writePair(dir: string, name: string, pair: KeyPairPem): Promise<KeyPairPem> {
  // The key first: a power cut in between leaves no certificate, and the pair is made anew.
  await writeWhole(join(dir, `${name}-key.pem`), pair.privateKey);
  await writeWhole(join(dir, `${name}.pem`), pair.certificate);
  return pair;
}

/** All or nothing, whatever the power does meanwhile. */
async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
