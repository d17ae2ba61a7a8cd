import assert from "node:assert/strict";
import { randomBase64url } from "@openlock/protocol";
import type { Change, Forging } from "../command/client.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("1. In which order a device refuses");
export const orderChecks = checks;

interface Fault {
  readonly what: string;
  /** `unopened`: 400 and nothing sealed. */
  readonly answer: string;
  readonly claims?: (rig: Rig) => Promise<Change>;
  readonly header?: Change;
  readonly command?: { readonly name: string; readonly args?: unknown };
}

/** In the order of the protocol: of two at once, the first answers. */
const FAULTS: readonly Fault[] = [
  { what: "a header that is not the claims", answer: "unopened", header: { aud: "back" } },
  {
    what: "the nonce of another boot",
    answer: "rebooted",
    claims: async () => ({ boot: randomBase64url(16) }),
  },
  {
    what: "an `iat` of 62 s ago",
    answer: "stale",
    claims: async ({ client }) => ({ iat: client.nowSeconds() - 62, exp: client.nowSeconds() - 2 }),
  },
  { what: "a `jti` that was seen", answer: "replayed", claims: usedJti },
  {
    what: "a wrong password",
    answer: "bad-password",
    claims: async () => ({ password: "not the password" }),
  },
  { what: "a command that there is not", answer: "unknown-command", command: { name: "sing" } },
  {
    what: "arguments that do not fit",
    answer: "invalid-arguments",
    command: { name: "unlock", args: { seconds: 0 } },
  },
];

async function usedJti(rig: Rig): Promise<Change> {
  const sealed = await rig.client.seal("lock");
  assert.equal((await rig.opened(sealed)).code, 200);
  return { jti: sealed.jti };
}

for (const [at, first] of FAULTS.entries()) {
  check(`${first.what}: ${first.answer}, whatever else is wrong`, {}, async (rig) => {
    await expectAnswer(rig, [first]);
    for (const later of FAULTS.slice(at + 1)) {
      if (first.command && later.command) continue;
      await expectAnswer(rig, [first, later]);
    }
    await rig.expectDone("unlock");
  });
}

async function expectAnswer(rig: Rig, faults: readonly Fault[]): Promise<void> {
  const [first] = faults;
  const { name, args } = faults.find(({ command }) => command)?.command ?? { name: "unlock", args: {} };
  let claims: Change = {};
  // The first fault last, so that its own members stand where both change the same.
  for (const fault of [...faults].reverse()) claims = { ...claims, ...(await fault.claims?.(rig)) };
  const header = faults.find((fault) => fault.header)?.header;
  const forging: Forging = { claims, ...(header ? { header } : {}) };
  const what = faults.map((fault) => fault.what).join(" and ");
  try {
    if (first?.answer === "unopened") await rig.expectUnopened(await rig.client.seal(name, args, forging));
    else await rig.expectError(first?.answer ?? "", name, args, forging);
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
  }
}

check("name and arguments are checked before the door's state: a lockdown hides neither", {}, async (rig) => {
  await rig.expectDone("lockdown", { on: true });
  await rig.expectError("invalid-arguments", "unlock", { seconds: 0 });
  await rig.expectError("in-lockdown", "unlock");
});

check("what is refused before the password is no try at it", {}, async (rig) => {
  for (let time = 0; time < 6; time++) {
    await rig.expectError(
      "rebooted",
      "unlock",
      {},
      { claims: { boot: randomBase64url(16), password: "wrong" } },
    );
  }
  await rig.expectDone("unlock");
});

check("`|now − iat| ≤ 60 s`: an `iat` in the future is as stale as one in the past", {}, async (rig) => {
  const now = rig.client.nowSeconds();
  await rig.expectError("stale", "unlock", {}, { claims: { iat: now + 64, exp: now + 84 } });
  await rig.expectDone("unlock", {}, { claims: { iat: now + 50, exp: now + 70 } });
});

check("`now < exp`: refused once it is over, though `iat` is near", {}, async (rig) => {
  const now = rig.client.nowSeconds();
  await rig.expectError("stale", "unlock", {}, { claims: { iat: now - 30, exp: now - 1 } });
});
