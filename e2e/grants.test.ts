import type { GrantRequestPage, GrantView } from "@openlock/api";
import { createClient, memoryPins } from "@openlock/client";
import {
  askForGrant,
  createKey,
  fetchGrant,
  grantSigner,
  makeGrant,
  type OwnKey,
  ownerSigner,
} from "@openlock/client/grants";
import { expect, onTestFinished, test } from "vitest";
import { DEVICES } from "./support/devices.ts";
import { failure } from "./support/failure.ts";
import { online } from "./support/online.ts";
import { addPerson, type SignedIn, setUpOwner } from "./support/people.ts";
import { DOOR_PASSWORD } from "./support/set-up-door.ts";

// A person's own key, from the wish to the day it is taken back, with nothing but what programs can do.

const access = ({ relay, token }: SignedIn) => ({ server: relay.url, token });

const DOOR = "/api/doors/front";

for (const { device, start } of DEVICES) {
  test(`at ${device} somebody gets a key of their own, and it is taken back from them alone`, {
    timeout: 120_000,
  }, async () => {
    const { relay, ...door } = await start();
    onTestFinished(() => door.stop());
    const olga = await setUpOwner(relay);
    await door.setUp(olga);
    const sam = await addPerson(olga, {
      ...{ email: "sam@example.org", name: "Sam Staff", role: "staff" },
      doors: { all: false, ids: ["front"] },
    });
    const client = (person: SignedIn, more: Partial<Parameters<typeof createClient>[0]>) =>
      createClient({ ...access(person), pins: memoryPins(), ...more }).door("front");

    // Olga makes herself an owner of the door, once, with its password.
    const ownerKey = await createKey();
    const byPassword = client(olga, { password: DOOR_PASSWORD });
    await byPassword.configure({ ownerKeys: [ownerKey.publicKey] });
    await olga.json("POST", `${DOOR}/owner-keys`, { key: ownerKey.publicKey, name: "Olga's laptop" });
    const owner = client(olga, { signer: ownerSigner(ownerKey) });
    expect((await owner.status()).lock).toBe("locked");

    // Two people want keys; each gets a grant for an hour.
    const give = async (person: SignedIn, key: OwnKey) => {
      const { id } = await askForGrant(access(person), {
        door: "front",
        publicKey: key.publicKey,
        note: "phone",
      });
      const { requests } = await olga.json<GrantRequestPage>("GET", "/api/grant-requests?state=open");
      const asked = requests.find((request) => request.id === id);
      expect(asked?.kid).toBe(key.kid);
      const now = Math.floor(Date.now() / 1000);
      const wish = { door: "front", publicKey: key.publicKey, commands: ["unlock" as const] };
      const { grant, jti } = await makeGrant({ ...wish, nbf: now - 60, exp: now + 3600 }, ownerKey);
      const view = await olga.json<GrantView>("POST", `${DOOR}/grant-requests/${id}/approve`, { grant });
      expect(view).toMatchObject({ jti, state: "open", ownerName: "Olga's laptop" });
      expect(await fetchGrant(access(person), { door: "front", kid: key.kid })).toBe(grant);
      return { grant, jti, exp: now + 3600 };
    };
    const [samsKey, olgasKey] = [await createKey(), await createKey()];
    const [sams, olgas] = [await give(sam, samsKey), await give(olga, olgasKey)];
    const bySam = client(sam, { signer: grantSigner(samsKey, () => sams.grant) });
    const byOlga = client(olga, { signer: grantSigner(olgasKey, () => olgas.grant) });
    expect((await bySam.unlock()).lock).toBe("unlocked");
    expect((await owner.lock()).lock).toBe("locked");
    const openedOnce = { bolt: "locked", boltMoves: 2 };
    expect(await door.snapshot()).toMatchObject(openedOnce);

    // What the grant does not list, and what somebody else's key would make of it, the door itself refuses.
    expect(await failure(bySam.configure({ password: "mine from now on" }))).toBe("not-granted");
    expect(await failure(bySam.hold({ until: sams.exp }))).toBe("not-granted");
    const stolen = client(olga, { signer: grantSigner(await createKey(), () => sams.grant) });
    expect(await failure(stolen.unlock())).toBe("not-granted");
    expect(await door.snapshot()).toMatchObject(openedOnce);

    // While the door is away a revocation is only asked for, and nobody is told otherwise.
    await door.power("off");
    await online(olga, false);
    const revocation = `${DOOR}/grants/${sams.jti}/revocation`;
    expect((await olga.json<GrantView>("POST", revocation)).state).toBe("revocation-asked");
    const revoke = { command: "revoke", args: { jti: sams.jti, until: sams.exp } } as const;
    expect(await failure(owner.send(revoke))).toBe("door-offline");

    // Back again, its clock from the relay: the door confirms, sealed.
    await door.power("on");
    await online(olga, true);
    const { sub } = await owner.send(revoke);
    const confirmed = await olga.json<GrantView>("POST", `${revocation}/confirm`, { command: sub });
    expect(confirmed).toMatchObject({ state: "revoked", revocation: { command: sub } });

    // The door refuses Sam, whom the relay lets through as much as it does Olga; soon the relay does not any more.
    expect(["not-granted", "forbidden"]).toContain(await failure(bySam.unlock()));
    await expect.poll(() => failure(bySam.unlock()), { timeout: 30_000, interval: 500 }).toBe("forbidden");
    const pastTheRelay = client(olga, { signer: grantSigner(samsKey, () => sams.grant) });
    expect(await failure(pastTheRelay.unlock())).toBe("not-granted");

    // The door has kept that: after a restart it is still Sam's grant, and no other, that opens nothing.
    await door.power("off");
    await online(olga, false);
    await door.power("on");
    await online(olga, true);
    expect(await failure(pastTheRelay.unlock())).toBe("not-granted");
    expect(await door.snapshot()).toMatchObject(openedOnce);
    expect((await byOlga.unlock()).lock).toBe("unlocked");
    expect((await owner.lock()).lock).toBe("locked");
    expect(await door.snapshot()).toMatchObject({ bolt: "locked", boltMoves: 4 });
  });
}
