// `npm start`: installs, builds, and runs the relay with its dashboard and two virtual doors.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { makeDemoUpdate } from "./demo-update.mjs";
import { fail, heading, install, pnpm, requireNode, root } from "./run.mjs";

requireNode();

const data = process.env.OPENLOCK_DATA || join(root, "data");
const doorsPort = process.env.VIRTUAL_DOORS_PORT || "8090";
const doorsUrl = `http://127.0.0.1:${doorsPort}`;

try {
  heading("Installing");
  await install();
  heading("Building");
  await pnpm("run", "build");
} catch (error) {
  fail(`${error.message}\nNothing was started. Mend what is said above and run npm start again.`);
}

heading("Making an update to try");
try {
  const { key, image } = await makeDemoUpdate(data);
  console.log(`  Update          ${image}, and its manifest beside it`);
  console.log(`  Its release key node packages/release/dist/main.js public ${key}`);
} catch (error) {
  console.error(`There will be no update to try: ${error.message}`);
}

heading("Starting the virtual doors and the relay");
const children = [
  start("virtual doors", [
    "packages/virtual-door/dist/main.js",
    ...["--count", "2", "--port", doorsPort, "--dir", join(data, "virtual-doors")],
    ...["--wifi", "OpenLock Demo:open-sesame"],
  ]),
  start("relay", ["apps/relay/dist/main.js", "start"], {
    OPENLOCK_DATA: data,
    VIRTUAL_DOORS_URL: doorsUrl,
  }),
];
console.log(`  Virtual doors   ${doorsUrl}   (Wi-Fi “OpenLock Demo”, password “open-sesame”)`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(signal));

function start(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  child.on("exit", (code) => {
    if (!stopping) console.error(`\nThe ${name} ended (${code}); stopping.`);
    process.exitCode ||= stopping ? 0 : code || 1;
    stop("SIGTERM");
  });
  return child;
}

function stop(signal) {
  if (stopping) return;
  stopping = true;
  for (const child of children) if (child.exitCode === null) child.kill(signal);
}
