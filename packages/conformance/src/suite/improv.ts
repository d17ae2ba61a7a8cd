import assert from "node:assert/strict";
import {
  IMPROV_COMMAND,
  IMPROV_ERROR,
  IMPROV_STATE,
  IMPROV_TYPE,
  improvCommand,
  improvPacket,
  improvTexts,
  textsOf,
} from "../serial/improv.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("6. Improv Wi-Fi Serial");
export const improvChecks = checks;

/** The next packet of that type that comes after what `say` writes. */
async function packetAfter(rig: Rig, type: number, say: () => void, fits = (_: Uint8Array) => true) {
  const before = rig.serial.packets.length;
  say();
  return rig.watch.until(
    () => rig.serial.packets.slice(before).find((packet) => packet.type === type && fits(packet.data)),
    `an Improv packet of type ${type}`,
  );
}

const wifiOf = (rig: Rig) => improvTexts(rig.common.bench.wifi.ssid, rig.common.bench.wifi.password);

check("the state: ready, and provisioned once it is on Wi-Fi", { from: "blank" }, async (rig) => {
  await rig.info();
  const ask = () => rig.serial.improv(IMPROV_COMMAND.currentState);
  assert.equal((await packetAfter(rig, IMPROV_TYPE.state, ask)).data[0], IMPROV_STATE.ready);
  await rig.setUp();
  assert.equal((await packetAfter(rig, IMPROV_TYPE.state, ask)).data[0], IMPROV_STATE.provisioned);
});

check("device information: firmware, version, chip, name", { from: "blank" }, async (rig) => {
  const { firmware } = await rig.info();
  const packet = await packetAfter(rig, IMPROV_TYPE.result, () =>
    rig.serial.improv(IMPROV_COMMAND.deviceInfo),
  );
  const [name, version, chip, device] = textsOf(packet);
  assert.deepEqual([name, version, chip], ["esplock", firmware.version, firmware.chip]);
  assert(device);
});

check("a scan tells the networks, and ends with an empty result", { from: "blank" }, async (rig) => {
  await rig.info();
  const before = rig.serial.packets.length;
  await packetAfter(
    rig,
    IMPROV_TYPE.result,
    () => rig.serial.improv(IMPROV_COMMAND.scan),
    (data) => data[0] === IMPROV_COMMAND.scan && data[1] === 0,
  );
  const networks = rig.serial.packets.slice(before).map(textsOf);
  const ours = networks.find(([ssid]) => ssid === rig.common.bench.wifi.ssid);
  assert(ours, JSON.stringify(networks));
  assert(Number(ours[1]) < 0 && ["YES", "NO"].includes(ours[2] ?? ""));
});

check(
  "Wi-Fi that works: provisioning, provisioned, a result, and it is stored",
  { from: "blank", needs: ["power"] },
  async (rig) => {
    await rig.info();
    const before = rig.serial.packets.length;
    await packetAfter(rig, IMPROV_TYPE.result, () => rig.serial.improv(IMPROV_COMMAND.sendWifi, wifiOf(rig)));
    const states = rig.serial.packets
      .slice(before)
      .flatMap(({ type, data }) => (type === IMPROV_TYPE.state ? [data[0]] : []));
    assert.deepEqual(states, [IMPROV_STATE.provisioning, IMPROV_STATE.provisioned]);
    await rig.device.power.off();
    await rig.device.power.on();
    await rig.info();
    const ask = () => rig.serial.improv(IMPROV_COMMAND.currentState);
    await rig.untilAnswer(
      async () => (await packetAfter(rig, IMPROV_TYPE.state, ask)).data[0],
      (state) => state === IMPROV_STATE.provisioned,
      "the Wi-Fi that it was given",
    );
  },
);

for (const [what, change] of [
  ["a wrong password", { password: "not-the-password" }],
  ["a network that is not there", { ssid: "nowhere" }],
  ["a password that is too short", { password: "short" }],
] as const) {
  check(`${what}: unable to connect, and nothing is stored`, { from: "blank" }, async (rig) => {
    await rig.info();
    const { ssid, password } = { ...rig.common.bench.wifi, ...change };
    const say = () => rig.serial.improv(IMPROV_COMMAND.sendWifi, improvTexts(ssid, password));
    await packetAfter(rig, IMPROV_TYPE.error, say, (data) => data[0] === IMPROV_ERROR.unableToConnect);
    const ask = () => rig.serial.improv(IMPROV_COMMAND.currentState);
    assert.equal((await packetAfter(rig, IMPROV_TYPE.state, ask)).data[0], IMPROV_STATE.ready);
    const { trouble } = await rig.info();
    assert(trouble?.code.startsWith("wifi-"), trouble?.code);
  });
}

check(
  "a wrong password leaves the settings of a device that has some: it comes back",
  { needs: ["time"] },
  async (rig) => {
    const opened = rig.nextSession();
    const say = () =>
      rig.serial.improv(IMPROV_COMMAND.sendWifi, improvTexts(rig.common.bench.wifi.ssid, "not-the-password"));
    await packetAfter(rig, IMPROV_TYPE.error, say, (data) => data[0] === IMPROV_ERROR.unableToConnect);
    await rig.comeBack(opened);
    await rig.expectDone("unlock");
  },
);

check(
  "a damaged packet: invalid packet; an unknown command: unknown command",
  { from: "blank" },
  async (rig) => {
    await rig.info();
    const damaged = improvCommand(IMPROV_COMMAND.currentState, new Uint8Array());
    damaged[damaged.length - 2] = ((damaged[damaged.length - 2] ?? 0) + 1) & 0xff;
    const invalid = await packetAfter(rig, IMPROV_TYPE.error, () => rig.serial.write(damaged));
    assert.equal(invalid.data[0], IMPROV_ERROR.invalidPacket);
    const unknown = await packetAfter(rig, IMPROV_TYPE.error, () => rig.serial.improv(0x55));
    assert.equal(unknown.data[0], IMPROV_ERROR.unknownCommand);
  },
);

check("lengths inside that do not fit: invalid packet", { from: "blank" }, async (rig) => {
  await rig.info();
  for (const data of [
    Uint8Array.of(1),
    Uint8Array.of(1, 9, 4, 0x61),
    Uint8Array.of(1, 4, 200, 0x61, 0x62, 0x63),
  ]) {
    const say = () => rig.serial.write(improvPacket(IMPROV_TYPE.command, data));
    assert.equal((await packetAfter(rig, IMPROV_TYPE.error, say)).data[0], IMPROV_ERROR.invalidPacket);
  }
});

check("packets byte by byte, between lines, and right behind one another", { from: "blank" }, async (rig) => {
  await rig.info();
  const packet = improvCommand(IMPROV_COMMAND.currentState, new Uint8Array());
  await packetAfter(rig, IMPROV_TYPE.state, () => {
    for (const byte of packet) rig.serial.write(Buffer.of(byte));
  });
  const before = rig.serial.packets.length;
  rig.serial.write(Buffer.concat([Buffer.from("hello\n"), packet, packet]));
  await rig.watch.until(
    () => rig.serial.packets.slice(before).filter(({ type }) => type === IMPROV_TYPE.state).length === 2,
    "two states",
  );
  await rig.info();
});

check("half a packet does not swallow what comes after a pause", { from: "blank" }, async (rig) => {
  await rig.info();
  rig.serial.write(improvCommand(IMPROV_COMMAND.sendWifi, wifiOf(rig)).subarray(0, 12));
  await rig.pause(1_500);
  await rig.info();
});
