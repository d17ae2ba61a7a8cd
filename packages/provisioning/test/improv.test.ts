import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Board, deviceInfo, joinNetwork, scanNetworks, waitForKey } from "../src/index.ts";
import { VirtualBoard, WIFI } from "./virtual-board.ts";

const HOME = { ssid: "OpenLock Demo", password: "open-sesame" };

describe("Wi-Fi by Improv", { timeout: 60_000 }, () => {
  let virtual: VirtualBoard;
  let board: Board;
  beforeEach(async () => {
    virtual = await VirtualBoard.start({ flashed: true });
    board = new Board(virtual.line, () => {});
    await board.use((session) => waitForKey(session, { timeoutMs: 30_000 }));
  });
  afterEach(async () => {
    await board.release();
    await virtual.stop();
  });
  const isOnWifi = () => virtual.door.snapshot().wifi.connected;

  test("networks come strongest first, with what they want", async () => {
    expect(await board.use((session) => scanNetworks(session))).toEqual([
      { ssid: "OpenLock Demo", rssi: -50, secured: true },
      { ssid: "Open", rssi: -65, secured: false },
      { ssid: "Neighbour", rssi: -80, secured: true },
    ]);
  });

  test("the right password joins; an open network wants none", async () => {
    await board.use((session) => joinNetwork(session, HOME));
    expect(isOnWifi()).toBe(true);
    await board.use((session) => joinNetwork(session, { ssid: "Open", password: "" }));
    expect(isOnWifi()).toBe(true);
  });

  test.each(["wrong-password", "short"])(
    "the wrong password is told as such, and nothing is kept: %s",
    async (password) => {
      const joining = board.use((session) => joinNetwork(session, { ...HOME, password }));
      await expect(joining).rejects.toMatchObject({
        code: "wifi-wrong-password",
        trouble: "wifi-wrong-password",
      });
      expect(isOnWifi()).toBe(false);
    },
  );

  test("a network that has gone is told as such", async () => {
    const joining = board.use((session) =>
      joinNetwork(session, { ssid: "Gone", password: "whatever-it-was" }),
    );
    await expect(joining).rejects.toMatchObject({ code: "wifi-network-gone" });
  });

  test("after a wrong password the network from before is still there", async () => {
    await board.use((session) => joinNetwork(session, HOME));
    const other = { ssid: "Neighbour", password: "guessed-it" };
    await expect(board.use((session) => joinNetwork(session, other))).rejects.toMatchObject({
      name: "ProvisioningError",
    });
    virtual.door.chip.pressReset();
    await expect.poll(isOnWifi, { timeout: 20_000 }).toBe(true);
  });

  test("a cable pulled while it scans is told at once, and the board goes on when it is back", async () => {
    const scanning = board.use((session) => scanNetworks(session));
    virtual.door.chip.usb.unplug();
    await expect(scanning).rejects.toMatchObject({ code: "port-lost" });
    virtual.door.chip.usb.plug();
    expect(await board.use((session) => scanNetworks(session))).toHaveLength(WIFI.length);
  });

  test("Improv leaves the line to the next user", async () => {
    await board.use((session) => scanNetworks(session));
    expect((await board.use((session) => deviceInfo(session))).stage).toBe("unconfigured");
    await board.use((session) => scanNetworks(session));
  });
});
