import { expect, test } from "vitest";
import { Air } from "./air.ts";
import { Faults } from "./faults.ts";
import { ManualTimer } from "./time.ts";
import { WifiRadio } from "./wifi.ts";

function radio() {
  const timer = new ManualTimer();
  const off = new AbortController();
  const faults = new Faults();
  const air = new Air([
    { ssid: "far", rssi: -85 },
    { ssid: "home", password: "password-1", rssi: -40 },
  ]);
  const links: string[] = [];
  const wifi = new WifiRadio({
    air,
    faults,
    timer,
    off: off.signal,
    paced: true,
    linkLost: () => links.push("lost"),
    guard: (run) => run(),
  });
  /** Lets as much time pass as any attempt takes. */
  const take = async <Result>(promise: Promise<Result>): Promise<Result> => {
    const settled = promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await timer.advance(5000);
    const result = await settled;
    if ("error" in result) throw result.error;
    return result.value;
  };
  return { wifi, air, faults, off, links, take };
}

test("a scan hears what is there, the strongest first", async () => {
  const { wifi, take } = radio();
  expect(await take(wifi.scan())).toEqual([
    { ssid: "home", rssi: -40, secured: true },
    { ssid: "far", rssi: -85, secured: false },
  ]);
});

test("the right password connects, a wrong one and a wrong name say which", async () => {
  const { wifi, take } = radio();
  await expect(take(wifi.connect("home", "password-2"))).rejects.toMatchObject({ code: "wrong-password" });
  await expect(take(wifi.connect("nowhere", "password-1"))).rejects.toMatchObject({
    code: "no-access-point",
  });
  expect(wifi.connected).toBe(false);
  await take(wifi.connect("home", "password-1"));
  expect(wifi.connected).toBe(true);
  expect(wifi.rssi()).toBe(-40);
  await take(wifi.connect("far", ""));
  expect(wifi.rssi()).toBe(-85);
});

test.each([
  ["the access point goes away", (air: Air) => air.set([])],
  ["its password changes", (air: Air) => air.set([{ ssid: "home", password: "password-2" }])],
  ["it is out of reach", (_air: Air, faults: Faults) => faults.set({ wifiGone: true })],
])("%s: the connection is lost, once", async (_what, happens) => {
  const { wifi, air, faults, links, take } = radio();
  await take(wifi.connect("home", "password-1"));
  let told = 0;
  wifi.onLost(() => told++);
  happens(air, faults);
  expect([wifi.connected, told, links]).toEqual([false, 1, ["lost"]]);
  air.set([]);
  expect(told).toBe(1);
});

test("off ends what is under way", async () => {
  const { wifi, off } = radio();
  const connecting = wifi.connect("home", "password-1");
  off.abort();
  await expect(connecting).rejects.toMatchObject({ code: "timeout" });
  await expect(wifi.scan()).rejects.toMatchObject({ code: "timeout" });
});
