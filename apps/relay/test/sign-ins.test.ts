import type { SignInView } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson, sessionOf } from "./management-rig.ts";

describe("a person's own sign-ins", () => {
  let rig: Rig;
  let phone: SignedInPerson;
  let laptop: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    phone = await rig.person("staff");
    rig.advance(1000);
    laptop = await rig.signIn(phone.person);
  });
  afterEach(() => rig.close());

  const list = async (by: SignedInPerson) =>
    (await rig.request<{ signIns: SignInView[] }>("GET", "/api/me/sign-ins", { token: by.token })).body
      .signIns;
  const end = (by: SignedInPerson, id: string) =>
    rig.request("DELETE", `/api/me/sign-ins/${id}`, { token: by.token });
  const refresh = (by: SignedInPerson, ip = "198.51.100.7") =>
    rig.request("POST", "/api/session/refresh", {
      headers: { cookie: by.cookie, "user-agent": "Firefox" },
      ip,
    });
  const expectOut = async (who: SignedInPerson) => {
    for (const node of [0, 1] as const) {
      expectProblem(await rig.request("GET", "/api/me", { token: who.token, node }), "unauthenticated", 401);
    }
    expectProblem(await refresh(who), "unauthenticated", 401);
  };

  it("are listed with device, address and last use, and which one asks", async () => {
    const before = await list(laptop);
    expect(before.map(({ current }) => current)).toEqual([true, false]);
    rig.advance(5000);
    expect(sessionOf(await refresh(phone))).toBeDefined();
    const [first, second] = await list(laptop);
    expect(first).toMatchObject({
      userAgent: "Firefox",
      ip: "198.51.100.7",
      lastUsedAt: rig.clock.now,
      current: false,
    });
    expect(first?.signedInAt).toBe(rig.clock.now - 6000);
    expect(second).toMatchObject({ userAgent: "test", ip: "192.0.2.1", current: true });
  });

  it("are ended one by one, at once and on every node, and that is written down", async () => {
    await rig.request("GET", "/api/me", { token: phone.token, node: 1 });
    const ended: string[] = [];
    rig.events.onEndStreams((person) => ended.push(person));
    const [, other] = await list(laptop);
    expect((await end(laptop, other?.id ?? "")).status).toBe(204);
    await expectOut(phone);
    expect(ended).toContain(phone.person.id);
    expect((await list(laptop)).map(({ current }) => current)).toEqual([true]);
    expectProblem(await end(laptop, other?.id ?? ""), "not-found", 404);
    const rows = (await rig.audit()).filter(({ action }) => action === "session.end");
    expect(rows.map(({ outcome }) => outcome)).toEqual(["begun", "done", "begun", "failed"]);
  });

  it("are all ended but the one that asks", async () => {
    const tablet = await rig.signIn(phone.person);
    expect((await rig.request("DELETE", "/api/me/sign-ins", { token: laptop.token })).status).toBe(204);
    await expectOut(phone);
    await expectOut(tablet);
    expect((await rig.request("GET", "/api/me", { token: laptop.token })).status).toBe(200);
    expect(await list(laptop)).toHaveLength(1);
  });

  it("are nobody else's to see or to end, not even an owner's", async () => {
    const owner = await rig.person("owner");
    const [, theirs] = await list(laptop);
    expect((await list(owner)).map(({ current }) => current)).toEqual([true]);
    expectProblem(await end(owner, theirs?.id ?? ""), "not-found", 404);
    await rig.request("DELETE", "/api/me/sign-ins", { token: owner.token });
    expect(await list(laptop)).toHaveLength(2);
  });
});
