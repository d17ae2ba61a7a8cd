import { describe, expect, test } from "vitest";
import { PASSWORD, Rig, until, WIFI } from "../testing/rig.ts";
import { IMPROV_COMMAND, IMPROV_ERROR, IMPROV_STATE, IMPROV_TYPE } from "./improv-packet.ts";

interface Packet {
  readonly type: number;
  readonly data: Buffer;
}

function send(rig: Rig, command: number, data: readonly number[] = []): void {
  const payload = [command, data.length, ...data];
  const packet = Buffer.from([...Buffer.from("IMPROV"), 1, 3, payload.length, ...payload, 0, 10]);
  packet[packet.length - 2] = packet.subarray(0, -2).reduce((sum, byte) => (sum + byte) & 0xff, 0);
  rig.receive(packet);
}

/** Packets as a client that reads along with the log finds them: each begins a line, and its checksum is right. */
function packets(rig: Rig): Packet[] {
  const found: Packet[] = [];
  const { output } = rig;
  for (let at = output.indexOf("IMPROV"); at >= 0; at = output.indexOf("IMPROV", at + 1)) {
    expect(at === 0 || output[at - 1] === 10).toBe(true);
    const end = at + 9 + (output[at + 8] ?? 0);
    const sum = output.subarray(at, end).reduce((total, byte) => (total + byte) & 0xff, 0);
    expect(output[end]).toBe(sum);
    expect(output[at + 6]).toBe(1);
    found.push({ type: output[at + 7] ?? 0, data: output.subarray(at + 9, end) });
  }
  return found;
}

function texts({ data }: Packet): string[] {
  const found: string[] = [];
  for (let at = 2; at < data.length; at += (data[at] ?? 0) + 1) {
    found.push(data.subarray(at + 1, at + 1 + (data[at] ?? 0)).toString());
  }
  return found;
}

const results = (rig: Rig, command: number) =>
  packets(rig).filter(({ type, data }) => type === IMPROV_TYPE.result && data[0] === command);
const states = (rig: Rig) =>
  packets(rig).flatMap(({ type, data }) => (type === IMPROV_TYPE.state ? [data[0]] : []));
const errors = (rig: Rig) =>
  packets(rig).flatMap(({ type, data }) => (type === IMPROV_TYPE.error && data[0] ? [data[0]] : []));
const wifi = (ssid: string, password: string) => [
  Buffer.byteLength(ssid),
  ...Buffer.from(ssid),
  Buffer.byteLength(password),
  ...Buffer.from(password),
];

describe("Improv Wi-Fi Serial", () => {
  test("says what the device is", async () => {
    const rig = await Rig.fresh();
    send(rig, IMPROV_COMMAND.deviceInfo);
    const [result] = await until(() => results(rig, IMPROV_COMMAND.deviceInfo)[0] && results(rig, 3));
    expect(result && texts(result)).toEqual(["esplock", "1.2.3", "ESP32", "esplock-010203"]);
  });

  test("lists the networks in sight, and ends the list", async () => {
    const rig = await Rig.fresh();
    rig.accessPoints.set("café", "").set("", "hidden");
    send(rig, IMPROV_COMMAND.scan);
    const list = await until(() => results(rig, IMPROV_COMMAND.scan).length === 3 && results(rig, 4));
    expect(list.map(texts)).toEqual([["home", "-50", "YES"], ["café", "-50", "NO"], []]);
  });

  test("joins, and stores what worked", async () => {
    const rig = await Rig.fresh();
    send(rig, IMPROV_COMMAND.currentState);
    send(rig, IMPROV_COMMAND.sendWifi, wifi(WIFI.ssid, WIFI.password));
    await until(() => results(rig, IMPROV_COMMAND.sendWifi)[0]);
    expect(states(rig)).toEqual([IMPROV_STATE.ready, IMPROV_STATE.provisioning, IMPROV_STATE.provisioned]);
    send(rig, IMPROV_COMMAND.currentState);
    await until(() => results(rig, IMPROV_COMMAND.currentState)[0]);
    rig.reboot();
    await until(() => rig.wifiConnected === WIFI.ssid);
    expect(rig.stage).toBe("unconfigured");
    expect(rig.log).not.toContain(WIFI.password);
  });

  test.each([
    ["a wrong password", WIFI.ssid, "not the password", "wifi-wrong-password"],
    ["a network that is gone", "elsewhere", "some password", "wifi-no-access-point"],
    ["a password that none can be", WIFI.ssid, "short", "wifi-wrong-password"],
  ])("%s: unable to connect, why, and the old settings still there", async (_, ssid, password, code) => {
    const rig = await Rig.online();
    const kept = rig.nvs.get("settings");
    send(rig, IMPROV_COMMAND.sendWifi, wifi(ssid, password));
    await until(() => errors(rig)[0]);
    expect(errors(rig)).toEqual([IMPROV_ERROR.unableToConnect]);
    expect(await rig.call("device.info")).toMatchObject({ result: { trouble: { code } } });
    expect(rig.nvs.get("settings")).toEqual(kept);
    await rig.advance(2_000);
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe(WIFI.ssid);
  });

  test("a configured device can be moved to another network, and stays what it was", async () => {
    const rig = await Rig.online();
    rig.accessPoints.set("new", "new password");
    send(rig, IMPROV_COMMAND.sendWifi, wifi("new", "new password"));
    await until(() => results(rig, IMPROV_COMMAND.sendWifi)[0]);
    await rig.advance(2_000);
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe("new");
    expect(rig.boots).toBe(2);
    expect((await rig.command({ command: "lock", args: {} }, { password: PASSWORD })).code).toBe(200);
  });

  test.each([
    ["lengths that do not fit", IMPROV_COMMAND.sendWifi, [5, 65, 66]],
    ["nothing", IMPROV_COMMAND.sendWifi, []],
    ["not UTF-8", IMPROV_COMMAND.sendWifi, [1, 0xff, 8, 1, 2, 3, 4, 5, 6, 7, 8]],
  ])("a command with %s is invalid", async (_, command, data) => {
    const rig = await Rig.fresh();
    send(rig, command, data);
    await until(() => errors(rig)[0]);
    expect(errors(rig)).toEqual([IMPROV_ERROR.invalidPacket]);
    expect(rig.wifiTries).toEqual([]);
  });

  test("a command that it does not know, and a damaged one", async () => {
    const rig = await Rig.fresh();
    send(rig, 99);
    await until(() => errors(rig)[0]);
    rig.receive(Buffer.from([...Buffer.from("IMPROV"), 1, 3, 2, 2, 0, 0, 10]));
    await until(() => errors(rig)[1]);
    expect(errors(rig)).toEqual([IMPROV_ERROR.unknownCommand, IMPROV_ERROR.invalidPacket]);
  });

  test("what a device says, echoed by the line, is no command", async () => {
    const rig = await Rig.fresh();
    send(rig, IMPROV_COMMAND.deviceInfo);
    await until(() => packets(rig)[0]);
    rig.receive(rig.output);
    await rig.call("device.info");
    expect(packets(rig)).toHaveLength(1);
  });
});
