export { type Config, ConfigError, readConfig } from "./config/config.ts";
export { createLog } from "./log.ts";
export { createRelay, type Relay, type RelayOptions } from "./server.ts";
