import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProvisioningError, type ProvisioningErrorCode } from "../errors.ts";
import { diagnose, type Evidence } from "./diagnose.ts";
import { TROUBLES, type TroubleCode } from "./troubles.ts";

const CP2102 = { usbVendorId: 0x10c4, usbProductId: 0xea60 };
const C3 = { usbVendorId: 0x303a, usbProductId: 0x1001 };
const PRINTER = { usbVendorId: 0x04b8, usbProductId: 0x0202 };
const BLUETOOTH = { bluetoothServiceClassId: "00001101-0000-1000-8000-00805f9b34fb" };

const silent = failed("no-answer");
const notInLoader = failed("no-boot-mode");
const notOnline = (trouble?: string) =>
  new ProvisioningError("not-online", "so it is", trouble === undefined ? {} : { trouble });

function failed(code: ProvisioningErrorCode): ProvisioningError {
  return new ProvisioningError(code, "so it is");
}

// Written after the formats that Espressif documents; each as a board says it, line by line.
const NORMAL = [
  "ets Jul 29 2019 12:21:46",
  "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
  "configsip: 0, SPIWP:0xee",
  "mode:DIO, clock div:2",
  "entry 0x400805f0",
  "I (30) boot: ESP-IDF v5.3 2nd stage bootloader",
  "I (101) boot: Loaded app from partition at offset 0x10000",
  "I (321) esplock: version 1.0.0 on ESP32, UID 240ac4000001",
];
const C3_NORMAL = [
  "ESP-ROM:esp32c3-api1-20210207",
  "rst:0x15 (USB_UART_CHIP_RESET),boot:0xc (SPI_FAST_FLASH_BOOT)",
  "SPIWP:0xee",
  "entry 0x403ce000",
];
const CRASH = [
  "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.",
  "Backtrace: 0x400d1234:0x3ffb1f20",
  "Rebooting...",
  "ets Jul 29 2019 12:21:46",
  "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
];
const WATCHDOG = ["rst:0x8 (TG1WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)", "mode:DIO, clock div:2"];
const WAITING = [
  "ets Jul 29 2019 12:21:46",
  "rst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))",
  "waiting for download",
];
const C3_WAITING = ["rst:0x1 (POWERON),boot:0x4 (DOWNLOAD(USB/UART0/1))", "waiting for download"];
const EMPTY = [
  "rst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
  "invalid header: 0xffffffff",
  "invalid header: 0xffffffff",
  "ets_main.c 371 ",
];

const CASES: readonly (readonly [what: string, evidence: Evidence, code: TroubleCode | undefined])[] = [
  ["nothing chosen", { error: new DOMException("", "NotFoundError") }, "no-port"],
  ["silence at Bluetooth", { error: silent, port: BLUETOOTH }, "bluetooth-port"],
  ["no loader at Bluetooth", { error: notInLoader, port: BLUETOOTH }, "bluetooth-port"],
  ["silence at a printer", { error: silent, port: PRINTER }, "other-port"],
  ["silence at a built-in port", { error: silent, port: {} }, "other-port"],
  ["a terminal is open", { error: failed("port-busy"), port: CP2102 }, "port-busy"],
  ["cable pulled", { error: failed("port-lost"), port: CP2102, log: NORMAL }, "cable-out"],
  ["bridge does not come back", { error: failed("port-not-found"), port: CP2102 }, "cable-out"],
  ["own USB does not come back", { error: failed("port-not-found"), port: C3 }, "own-usb-gone"],
  ["own USB, and no esplock on it", { error: silent, port: C3, log: C3_NORMAL }, "own-usb-silent"],
  [
    "brown-out",
    { error: silent, port: CP2102, log: [...NORMAL, "Brownout detector was triggered"] },
    "brown-out",
  ],
  [
    "brown-out as newer ESP-IDF says it",
    { error: failed("port-lost"), log: ["E (812) BOD: Brownout detector was triggered"] },
    "brown-out",
  ],
  [
    "brown-out, by its reset alone",
    {
      error: failed("wifi-failed"),
      log: ["rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"],
    },
    "brown-out",
  ],
  ["brown-out while nothing has failed yet", { log: ["Brownout detector was triggered"] }, "brown-out"],
  ["empty flash", { error: silent, port: CP2102, log: [...EMPTY, ...EMPTY, ...EMPTY] }, "flash-empty"],
  ["other code in flash", { error: silent, log: ["invalid header: 0x05034b50"] }, "flash-damaged"],
  ["ROM cannot read", { error: silent, log: ["flash read err, 1000"] }, "flash-damaged"],
  [
    "no application",
    { error: silent, log: ["E (88) boot: No bootable app partitions in the partition table"] },
    "flash-damaged",
  ],
  ["does not verify", { error: failed("verify-failed"), log: NORMAL }, "flash-worn"],
  ["crashes", { error: silent, log: [...NORMAL, ...CRASH, ...CRASH, ...CRASH] }, "boot-loop"],
  ["watchdogs", { error: notOnline(), log: [...WATCHDOG, ...WATCHDOG, ...WATCHDOG] }, "boot-loop"],
  ["one crash is no loop", { error: silent, port: CP2102, log: [...NORMAL, ...CRASH] }, "silent"],
  [
    "restarts on purpose are no loop",
    {
      error: silent,
      port: CP2102,
      log: Array(5)
        .fill(["I (900) esplock: restarting", "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"])
        .flat(),
    },
    "silent",
  ],
  [
    "a strap is held",
    { error: silent, log: ["rst:0x1 (POWERON_RESET),boot:0xb (HSPI_FLASH_BOOT)"] },
    "odd-boot-mode",
  ],
  [
    "runs its program instead of its loader",
    { error: notInLoader, port: CP2102, log: NORMAL },
    "no-boot-mode",
  ],
  ["nothing comes, at a bridge", { error: notInLoader, port: CP2102 }, "no-boot-mode"],
  ["the same on own USB", { error: notInLoader, port: C3, log: C3_NORMAL }, "no-boot-mode-own-usb"],
  ["in the loader, and deaf", { error: notInLoader, port: CP2102, log: WAITING }, "one-way"],
  ["BOOT is still held", { error: silent, port: CP2102, log: WAITING }, "in-loader"],
  ["the same on a C3", { error: silent, port: C3, log: C3_WAITING }, "in-loader"],
  ["was in the loader, and is not", { error: silent, port: CP2102, log: [...WAITING, ...NORMAL] }, "silent"],
  ["no DTR", { error: failed("not-reset"), port: CP2102 }, "not-reset"],
  ["garbled", { error: failed("link-unreliable"), port: CP2102 }, "poor-link"],
  ["another chip", { error: failed("wrong-chip"), port: CP2102 }, "wrong-chip"],
  ["Wi-Fi password", { error: failed("wifi-wrong-password") }, "wifi-password"],
  ["Wi-Fi password, told later", { error: notOnline("wifi-wrong-password") }, "wifi-password"],
  ["no such network", { error: failed("wifi-network-gone") }, "wifi-gone"],
  ["network keeps it out", { error: failed("wifi-failed") }, "wifi-refused"],
  ["clock", { error: notOnline("certificate-not-yet-valid") }, "clock"],
  ["certificate", { error: notOnline("certificate-untrusted") }, "certificate-untrusted"],
  ["certificate too old", { error: notOnline("certificate-expired") }, "certificate-expired"],
  ["certificate of another", { error: notOnline("certificate-name") }, "certificate-name"],
  ["plain HTTP", { error: notOnline("not-tls") }, "not-tls"],
  ["no way to the server", { error: notOnline("unreachable") }, "server-unreachable"],
  ["a door password, which no board is ill with", { error: failed("bad-password"), log: EMPTY }, undefined],
  ["something else", { error: new Error("so it is"), log: EMPTY }, undefined],
  ["nothing", {}, undefined],
  ["a healthy board", { log: [...NORMAL, ...C3_NORMAL] }, undefined],
];

test.each(CASES)("%s", (_what, evidence, code) => {
  const found = diagnose(evidence);
  expect(found?.code).toBe(code);
  if (found?.seen !== undefined) expect(evidence.log).toContain(found.seen);
});

test("every trouble is found by one of these, and is documented", () => {
  expect(new Set(CASES.map(([, , code]) => code))).toEqual(new Set([...Object.keys(TROUBLES), undefined]));
  for (const source of Object.values(TROUBLES)) expect(source).toMatch(/^https:\/\/|^docs\//);
});

describe("properties", () => {
  const anyLog = fc.array(fc.oneof(fc.string(), fc.constantFrom(...NORMAL, ...CRASH, ...EMPTY, ...WAITING)), {
    maxLength: 40,
  });
  const anyCode = fc.constantFrom<ProvisioningErrorCode>(
    ...(["port-lost", "no-answer", "no-boot-mode", "not-online", "bad-answer", "write-failed"] as const),
    ...(["settings-refused", "host-unreachable", "wifi-failed", "link-unreliable"] as const),
  );
  const anyPort = fc.option(
    fc.record(
      {
        usbVendorId: fc.nat(0xffff),
        usbProductId: fc.nat(0xffff),
        bluetoothServiceClassId: fc.oneof(fc.string(), fc.nat()),
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  );

  test("whatever is brought forward, it names something that it knows, or nothing", () => {
    fc.assert(
      fc.property(anyLog, anyPort, fc.option(anyCode), fc.string(), (log, port, code, trouble) => {
        const error = code ? new ProvisioningError(code, "", { trouble }) : undefined;
        const found = diagnose({ log, ...(port ? { port } : {}), ...(error ? { error } : {}) });
        if (found) expect(TROUBLES[found.code]).toBe(found.source);
        if (found?.seen !== undefined) expect(log).toContain(found.seen);
      }),
    );
  });

  test("what esplock says of its day around it changes nothing", () => {
    const ordinary = fc.array(
      fc
        .tuple(
          fc.constantFrom("I", "W", "E"),
          fc.nat(99_999),
          fc.constantFrom("wifi", "relay", "command"),
          fc.string(),
        )
        .map(([level, ms, tag, text]) => `${level} (${ms}) ${tag}: ${text}`),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...CASES),
        fc.nat(20),
        ordinary,
        ([, { log = [], ...rest }, code], at, more) => {
          const mixed = [...log.slice(0, at), ...more, ...log.slice(at)];
          expect(diagnose({ ...rest, log: mixed })?.code).toBe(code);
        },
      ),
    );
  });

  test("an error that says exactly what happened is not overruled by any log", () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(diagnose({ error: failed("wifi-wrong-password"), log })?.code).toBe("wifi-password");
        expect(diagnose({ error: notOnline("certificate-untrusted"), log })?.code).toBe(
          "certificate-untrusted",
        );
      }),
    );
  });
});
