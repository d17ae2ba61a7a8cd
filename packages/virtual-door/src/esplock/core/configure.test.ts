import type { Command, DeviceSettings } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { PASSWORD, Rig, until, WIFI } from "../testing/rig.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const configure = (args: DeviceSettings): Command => ({ command: "configure", args });

describe("a sealed configure", () => {
  test("answers, and takes effect without a restart where nothing critical changed", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    expect((await rig.command(configure({ relockSeconds: 60 }))).code).toBe(200);
    await rig.command(UNLOCK);
    await rig.advance(59_999);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1);
    expect(rig.unlocked).toBe(false);
    expect(rig.boots).toBe(boots);
    expect(rig.patterns).toContain("settings-updated");
  });

  test("restarts where the server changed, after the answer, and not where it is the same again", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    expect((await rig.command(configure({ server: { url: "https://relay.example" } }))).code).toBe(200);
    await rig.advance(1_000);
    expect(rig.boots).toBe(boots);
    expect((await rig.command(configure({ server: { url: "https://other.example/base/" } }))).code).toBe(200);
    await rig.advance(500);
    await until(() => rig.boots > boots);
    await rig.untilOnline();
    expect(rig.relay.requests.at(-1)?.url).toBe("https://other.example/base/api/devices/register");
    expect(rig.relay.socket?.url).toBe("wss://other.example/api/devices/socket?door=front");
  });

  test("all or nothing: one bad member, and nothing is stored", async () => {
    const rig = await Rig.online();
    const bad = { relockSeconds: 60, password: "short" } as DeviceSettings;
    expect((await rig.command(configure(bad))).error).toBe("invalid-arguments");
    rig.nvs.broken = true;
    const unstored = configure({ relockSeconds: 60, password: "another password" });
    expect((await rig.command(unstored)).error).toBe("failed");
    rig.nvs.broken = false;
    expect((await rig.command(UNLOCK)).code).toBe(200);
    await rig.advance(5_000);
    expect(rig.unlocked).toBe(false);
  });

  test("a new door password counts at once and after a restart, and the old one does not", async () => {
    const rig = await Rig.online();
    const password = "a new door password";
    await rig.command(configure({ password }));
    for (const again of [false, true]) {
      if (again) {
        rig.reboot();
        await rig.untilOnline();
      }
      expect((await rig.command(UNLOCK)).error).toBe("bad-password");
      expect((await rig.command(UNLOCK, { password })).code).toBe(200);
    }
    const kept = Buffer.concat([...rig.nvs.content.values()]).toString("latin1");
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(PASSWORD);
  });

  test("Wi-Fi that does not work: the device comes back on the one from before", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    await rig.command(configure({ wifi: { ssid: "new", password: "does not matter" } }));
    await rig.advance(500);
    await until(() => rig.boots > boots);
    for (let time = 0; time < 3; time++) {
      await until(() => rig.wifiTries.filter((ssid) => ssid === "new").length > time);
      await rig.advance(60_000);
    }
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe(WIFI.ssid);
    const events = rig.relay.socket?.sent("event").map(({ event }) => event);
    expect(events).toContain("wifi-reverted");
    rig.reboot();
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe(WIFI.ssid);
  });

  test("Wi-Fi that was changed twice: the one that last reached the relay is kept beside the newest", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    await rig.command(configure({ wifi: { ssid: "second", password: "does not matter" } }));
    await rig.command(configure({ wifi: { ssid: "third", password: "does not matter" } }));
    await rig.advance(500);
    await until(() => rig.boots > boots);
    for (let time = 0; time < 3; time++) {
      await until(() => rig.wifiTries.filter((ssid) => ssid === "third").length > time);
      await rig.advance(60_000);
    }
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe(WIFI.ssid);
    expect(rig.wifiTries).not.toContain("second");
  });

  test("the Wi-Fi from before, given anew: nothing is on trial, and nothing went back", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    await rig.command(configure({ wifi: { ssid: "second", password: "does not matter" } }));
    await rig.command(configure({ wifi: WIFI }));
    rig.accessPoints.delete(WIFI.ssid);
    await rig.advance(500);
    await until(() => rig.boots > boots);
    for (let time = 0; time < 4; time++) {
      await until(() => rig.wifiTries.length > time + 1);
      await rig.advance(60_000);
    }
    rig.accessPoints.set(WIFI.ssid, WIFI.password);
    await rig.advance(60_000);
    await rig.untilOnline();
    const events = rig.relay.socket?.sent("event").map(({ event }) => event);
    expect(events).not.toContain("wifi-reverted");
  });

  test("Wi-Fi that works stays, also when it is gone for a while later", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    rig.accessPoints.set("new", "new password");
    await rig.command(configure({ wifi: { ssid: "new", password: "new password" } }));
    await rig.advance(500);
    await until(() => rig.boots > boots);
    await rig.untilOnline();
    rig.accessPoints.delete("new");
    rig.loseWifi();
    await rig.advance(600_000);
    expect(rig.wifiConnected).toBeUndefined();
    rig.accessPoints.set("new", "new password");
    await rig.advance(60_000);
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe("new");
  });
});

test("settings that cannot be read leave a device that opens for nobody", async () => {
  const rig = await Rig.online();
  rig.nvs.content.set("settings", new TextEncoder().encode('{"doorId":'));
  rig.reboot();
  await until(() => rig.stage === "unconfigured");
  expect(rig.log).toContain("stored settings cannot be read");
  expect(await rig.call("device.configure", { settings: {} })).toMatchObject({
    error: { data: { error: "bad-password" } },
  });
  expect(rig.bolt).toEqual([false]);
});
