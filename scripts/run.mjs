// What `npm start` and `npm test` share. Plain JavaScript: it runs before anything is installed.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The package manager, fetched by npx: nothing but Node and npm has to be there. */
const PNPM = "pnpm@12.21.0";

/** Ends with a clear message where Node is too old to run any of this. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `OpenLock needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
  );
}

/** Runs a command to its end. Rejects where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}`));
    });
  });
}

export function pnpm(...args) {
  return run("npx", ["--yes", PNPM, ...args]);
}

/** Installs from the lockfile. */
export function install() {
  return pnpm("install", "--frozen-lockfile", "--prefer-offline");
}

export function heading(text) {
  console.log(`\n— ${text}`);
}

export function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
