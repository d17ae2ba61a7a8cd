import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ""));
const perMinute = z.coerce.number().int().min(1).max(10_000_000);
const path = z.string().min(1);
const truth = z.enum(["0", "1", "false", "true"]).transform((text) => text === "1" || text === "true");

export const Environment = z.object({
  PORT: port.default(8080),
  TLS_PORT: port.default(8443),
  HOST: z.string().min(1).optional(),
  OPENLOCK_DATA: path.default("./data"),
  OPENLOCK_URL: httpUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("OpenLock <openlock@localhost>"),
  TLS_CERT: path.optional(),
  TLS_KEY: path.optional(),
  TLS_CA: path.optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  ALLOW_PRIVATE_NETWORK: truth.default(false),
  WEBSITE_GRACE_DAYS: z.coerce.number().min(0).max(365).default(3),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  VIRTUAL_DOORS_URL: httpUrl.optional(),
  DASHBOARD_DIR: path.optional(),
  FIRMWARE_DIR: path.optional(),
  TOKEN_COMMANDS_PER_MINUTE: perMinute.default(60),
  DOOR_COMMANDS_PER_MINUTE: perMinute.default(120),
  NETWORK_COMMANDS_PER_MINUTE: perMinute.default(600),
  REGISTRATIONS_PER_MINUTE: perMinute.default(60),
  BLOCK_AFTER_REFUSALS: z.coerce.number().int().min(0).max(1_000_000).default(60),
  BLOCK_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
  DOOR_OFFLINE_ALERT_SECONDS: z.coerce.number().int().min(30).max(604_800).default(300),
  AUDIT_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  AUDIT_CHECKPOINT_FILE: path.optional(),
});

/** The relay's configuration: environment variables, validated once, at start. README lists them in one table. */
export type Config = Readonly<z.infer<typeof Environment>>;

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** @throws {ConfigError} that names each variable that does not fit, and why */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable means the same as none: that is what compose files and systemd units write.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration does not fit:\n${lines.join("\n")}`);
  }
  const config = parsed.data;
  if ((config.TLS_CERT === undefined) !== (config.TLS_KEY === undefined)) {
    throw new ConfigError("The configuration does not fit:\n  TLS_CERT and TLS_KEY go together");
  }
  if (config.TLS_CA !== undefined && config.TLS_CERT === undefined) {
    throw new ConfigError("The configuration does not fit:\n  TLS_CA goes with TLS_CERT and TLS_KEY");
  }
  return config;
}
