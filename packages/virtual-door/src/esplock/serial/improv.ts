import { WifiSettings } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { Progress } from "../core/progress.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { NetworkLoop } from "../relay/network.ts";
import type { SerialFrame } from "./frames.ts";
import {
  IMPROV_COMMAND,
  IMPROV_ERROR,
  IMPROV_STATE,
  IMPROV_TYPE,
  type ImprovCommand,
  improvPacket,
  improvResult,
  parseImprovCommand,
  parseImprovWifi,
} from "./improv-packet.ts";

const MAX_WAITING = 4;

export interface ImprovParts {
  readonly boot: Boot;
  readonly settings: SettingsStore;
  readonly progress: Progress;
  /** There once the device has its key. */
  readonly network: Promise<NetworkLoop>;
}

type ImprovFrame = Extract<SerialFrame, { kind: "improv" | "improv-damaged" }>;

/**
 * Improv Wi-Fi Serial. It knows no password, so a configured device takes new Wi-Fi from whoever holds its cable, as
 * far as that Wi-Fi works; the relay there still has to prove itself by its certificate.
 */
export class ImprovService {
  readonly #parts: ImprovParts;
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();
  #joining = false;

  constructor(parts: ImprovParts) {
    this.#parts = parts;
  }

  handle(frame: ImprovFrame): void {
    const command = frame.kind === "improv" ? this.#commandOf(frame.type, frame.data) : "invalid";
    if (command === undefined) return;
    if (command === "invalid" || this.#waiting >= MAX_WAITING) {
      this.#error(IMPROV_ERROR.invalidPacket);
      return;
    }
    this.#waiting++;
    const turn = this.#turn.then(() => this.#run(command)).finally(() => this.#waiting--);
    this.#turn = turn.catch(() => {});
    this.#parts.boot.spawn(turn);
  }

  #commandOf(type: number, data: Uint8Array): ImprovCommand | "invalid" | undefined {
    // Anything else is what a device says: an echo of ours.
    if (type !== IMPROV_TYPE.command) return undefined;
    return parseImprovCommand(data) ?? "invalid";
  }

  async #run({ command, data }: ImprovCommand): Promise<void> {
    const { chip } = this.#parts.boot;
    switch (command) {
      case IMPROV_COMMAND.sendWifi:
        return this.#join(data);
      case IMPROV_COMMAND.currentState:
        this.#state();
        if (chip.wifi.connected) this.#result(command, []);
        return;
      case IMPROV_COMMAND.deviceInfo: {
        const uid = Buffer.from(chip.mac).toString("hex");
        return this.#result(command, [
          "esplock",
          chip.image.version,
          chip.chipName,
          `esplock-${uid.slice(-6)}`,
        ]);
      }
      case IMPROV_COMMAND.scan:
        return this.#scan();
      default:
        return this.#error(IMPROV_ERROR.unknownCommand);
    }
  }

  async #join(data: Uint8Array): Promise<void> {
    const { boot, progress, settings } = this.#parts;
    const given = parseImprovWifi(data);
    if (!given) return this.#error(IMPROV_ERROR.invalidPacket);
    const wifi = WifiSettings.safeParse(given);
    if (!wifi.success) {
      const detail = "A Wi-Fi password has 8 to 63 characters, and a name at most 32 bytes.";
      progress.failed({ code: "wifi-wrong-password", detail, critical: false });
      return this.#error(IMPROV_ERROR.unableToConnect);
    }
    const network = await boot.alive(this.#parts.network);
    this.#error(IMPROV_ERROR.none);
    this.#joining = true;
    this.#state();
    try {
      const failure = await boot.alive(network.tryWifi(wifi.data, () => settings.storeWifi(wifi.data)));
      this.#joining = false;
      this.#state();
      if (failure) this.#error(IMPROV_ERROR.unableToConnect);
      else this.#result(IMPROV_COMMAND.sendWifi, []);
    } catch {
      this.#joining = false;
      this.#error(IMPROV_ERROR.unknown);
    }
  }

  async #scan(): Promise<void> {
    const { boot } = this.#parts;
    try {
      for (const { ssid, rssi, secured } of await boot.alive(boot.chip.wifi.scan())) {
        if (ssid === "") continue;
        this.#result(IMPROV_COMMAND.scan, [ssid, String(Math.round(rssi)), secured ? "YES" : "NO"]);
      }
      this.#result(IMPROV_COMMAND.scan, []);
    } catch {
      this.#error(IMPROV_ERROR.unknown);
    }
  }

  #state(): void {
    const { connected } = this.#parts.boot.chip.wifi;
    const settled = connected ? IMPROV_STATE.provisioned : IMPROV_STATE.ready;
    this.#write(
      improvPacket(IMPROV_TYPE.state, Uint8Array.of(this.#joining ? IMPROV_STATE.provisioning : settled)),
    );
  }

  #error(error: number): void {
    this.#write(improvPacket(IMPROV_TYPE.error, Uint8Array.of(error)));
  }

  #result(command: number, texts: readonly string[]): void {
    this.#write(improvResult(command, texts));
  }

  #write(packet: Uint8Array): void {
    const { boot } = this.#parts;
    if (!boot.off.aborted) boot.chip.uart.write(packet);
  }
}
