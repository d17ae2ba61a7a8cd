import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  Board,
  configureDevice,
  deviceInfo,
  joinNetwork,
  resetDevice,
  waitForKey,
  waitUntilOnline,
} from "../src/index.ts";
import { VirtualBoard } from "./virtual-board.ts";

const HOME = { ssid: "OpenLock Demo", password: "open-sesame" };
const password = "made-for-this-door";

/** An address where nobody listens. */
async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `https://127.0.0.1:${port}`;
}

describe("settings over the cable", { timeout: 60_000 }, () => {
  let virtual: VirtualBoard;
  let board: Board;
  let log: string[];
  beforeEach(async () => {
    log = [];
    virtual = await VirtualBoard.start();
    board = new Board(virtual.line, (line) => log.push(line));
  });
  afterEach(async () => {
    await board.release();
    await virtual.stop();
  });

  const ready = () => board.use((session) => waitForKey(session, { timeoutMs: 30_000 }));
  const configure = async (present?: string, doorId = "front") => {
    const settings = { doorId, server: { url: await nowhere() }, password };
    return await board.use((session) =>
      configureDevice(session, { settings, ...(present ? { password: present } : {}) }),
    );
  };

  test("flash, Improv and JSON-RPC take their turns at one port, and the log goes on", async () => {
    await board.flash(await virtual.firmware(), { identity: "keep" });
    const { kid } = await ready();
    await board.use((session) => joinNetwork(session, HOME));
    await configure();
    const info = await board.use((session) => waitForKey(session, { timeoutMs: 30_000 }));
    expect(info).toMatchObject({ kid, doorId: "front" });
    await board.flash(await virtual.firmware(), { identity: "keep" });
    expect(await ready()).toMatchObject({ kid, doorId: "front" });
    expect(log.join("\n")).toContain("Uploading stub");
    expect(log.join("\n")).toContain("OpenLock Demo");
    expect(log.join("\n")).not.toContain(password);
    expect(log.join("\n")).not.toContain(HOME.password);
  });

  test("who comes while another has the line waits", async () => {
    await board.flash(await virtual.firmware(), { identity: "keep" });
    const order: number[] = [];
    await Promise.all([
      board.use(async (session) => {
        await deviceInfo(session, { timeoutMs: 20_000 });
        order.push(1);
      }),
      board.use(async () => order.push(2)),
    ]);
    expect(order).toEqual([1, 2]);
  });

  test("a configured board wants its password, for settings and for a reset", async () => {
    await board.flash(await virtual.firmware(), { identity: "keep" });
    const { kid } = await ready();
    await configure();
    await ready();
    await expect(configure(undefined, "other")).rejects.toMatchObject({ code: "bad-password" });
    await expect(configure("guessed", "other")).rejects.toMatchObject({ code: "bad-password" });
    await expect(board.use((session) => resetDevice(session, "guessed"))).rejects.toMatchObject({
      code: "bad-password",
    });
    await configure(password, "other");
    expect(await ready()).toMatchObject({ kid, doorId: "other" });
    await board.use((session) => resetDevice(session, password));
    await expect.poll(async () => (await ready()).kid, { timeout: 30_000 }).not.toBe(kid);
  });

  test("guessing locks out", async () => {
    await board.flash(await virtual.firmware(), { identity: "keep" });
    await ready();
    await configure();
    await ready();
    for (let guess = 0; guess < 5; guess++) {
      await expect(configure(`guess-${guess}`)).rejects.toMatchObject({ code: "bad-password" });
    }
    await expect(configure(password)).rejects.toMatchObject({ code: "locked-out" });
  });

  test("what keeps it from being online is told in the board's own words, with a next step", async () => {
    await board.flash(await virtual.firmware(), { identity: "keep" });
    await ready();
    await board.use((session) => joinNetwork(session, HOME));
    await configure();
    const stages = new Set<string>();
    const waiting = board.use((session) =>
      waitUntilOnline(session, { timeoutMs: 8_000, onInfo: ({ stage }) => stages.add(stage) }),
    );
    await expect(waiting).rejects.toMatchObject({
      code: "not-online",
      trouble: "unreachable",
      nextStep: expect.stringContaining("reach the server"),
    });
    expect(stages).toContain("relay");
  });
});
