import {
  type DeviceFirmware,
  type DeviceInfo,
  type DeviceSettings,
  ProtocolError,
  parseSerialRequest,
  parseShape,
  SERIAL_ERROR,
  SerialParams,
  type SerialRequest,
  type SerialResponse,
} from "@openlock/protocol";
import type { WifiFailure } from "../../chip/services.ts";
import type { PasswordGuard } from "../command/password-guard.ts";
import { type Boot, Stopped } from "../core/boot.ts";
import type { DeviceKey } from "../core/device-key.ts";
import type { Led } from "../core/led.ts";
import type { Log } from "../core/log.ts";
import type { Progress } from "../core/progress.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { OfflineGuard } from "../door/fail-safe.ts";
import type { NetworkLoop } from "../relay/network.ts";
import { wifiTrouble } from "../relay/trouble.ts";

export interface RpcParts {
  readonly boot: Boot;
  readonly log: Log;
  readonly led: Led;
  readonly uid: string;
  readonly firmware: DeviceFirmware;
  readonly settings: SettingsStore;
  readonly progress: Progress;
  readonly guard: PasswordGuard;
  readonly offlineGuard: OfflineGuard;
  /** Undefined while it is being made. */
  readonly key: () => DeviceKey | undefined;
  /** There once the device has its key. */
  readonly network: Promise<NetworkLoop>;
  /** Restarts when the answer is through the line. */
  readonly restartSoon: () => void;
}

/** What a request is refused with. */
class RpcError extends Error {
  readonly code: number;
  /** The stable name, in `data.error`. */
  readonly reason: string | undefined;

  constructor(code: number, message: string, reason?: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

type RequestId = SerialRequest["id"];

/** JSON-RPC 2.0 over the serial line, one message a line (section 6). */
export class SerialRpc {
  readonly #parts: RpcParts;
  /** A change is under way. */
  #changing = false;

  constructor(parts: RpcParts) {
    this.#parts = parts;
  }

  /** A line that came. One that does not begin as a message does is somebody's terminal, and no message. */
  handle(line: string): void {
    if (!line.trimStart().startsWith("{")) return;
    let request: SerialRequest;
    try {
      request = parseSerialRequest(line);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const code = error.code === "invalid" ? SERIAL_ERROR.invalidRequest : SERIAL_ERROR.parse;
      this.#refuse(null, new RpcError(code, error.message));
      return;
    }
    const { id } = request;
    // Answered at once, also while something else is under way: it is how one sees how far that is.
    if (request.method === "device.info") {
      this.#answer(id, () => this.#info(request));
      return;
    }
    if (!Object.hasOwn(SerialParams, request.method)) {
      this.#refuse(id, new RpcError(SERIAL_ERROR.unknownMethod, "no such method"));
      return;
    }
    if (this.#changing) {
      this.#refuse(id, busy());
      return;
    }
    this.#changing = true;
    this.#parts.boot.spawn(this.#run(request));
  }

  unreadable(why: "too-long" | "not-utf8"): void {
    this.#refuse(null, new RpcError(SERIAL_ERROR.parse, why === "too-long" ? "too long" : "not UTF-8"));
  }

  async #run(request: SerialRequest): Promise<void> {
    try {
      const result = await this.#parts.boot.alive(this.#change(request));
      this.#changing = false;
      this.#answer(request.id, () => result);
      if (result.restarting) this.#parts.restartSoon();
    } catch (error) {
      if (error instanceof Stopped) throw error;
      this.#changing = false;
      this.#refuse(request.id, error);
    }
  }

  #change(request: SerialRequest): Promise<{ restarting: boolean }> {
    return request.method === "device.reset" ? this.#reset(request) : this.#configure(request);
  }

  #info({ params }: SerialRequest): DeviceInfo {
    paramsOf(SerialParams["device.info"], params);
    const { uid, firmware, settings, progress, key } = this.#parts;
    const { doorId } = settings.current;
    const made = key();
    return {
      uid,
      firmware,
      stage: progress.stage,
      ...(doorId === undefined ? {} : { doorId }),
      ...(made ? { publicKey: made.publicKey, kid: made.kid } : {}),
      ...(progress.trouble ? { trouble: progress.trouble } : {}),
    };
  }

  async #configure({ params }: SerialRequest): Promise<{ restarting: boolean }> {
    const { settings: wanted, claim, password } = paramsOf(SerialParams["device.configure"], params);
    const { boot, settings, led, log, offlineGuard, progress } = this.#parts;
    const network = await boot.alive(this.#parts.network);
    if (network.trying) throw busy();
    await this.#authorise(password);
    let restarting = false;
    const store = async () => {
      restarting = await settings.store({ settings: wanted, ...(claim ? { claim } : {}), atCable: true });
      if (!restarting) return;
      await network.halt();
      progress.enter("wifi");
    };
    await this.#trying(network, wanted.wifi, store);
    log.info("settings", `stored: ${Object.keys(wanted).join(", ") || "nothing"}`);
    led.play("settings-updated");
    offlineGuard.settingChanged();
    return { restarting };
  }

  /** Stores, but where there is new Wi-Fi only once that has worked. */
  async #trying(
    network: NetworkLoop,
    wifi: DeviceSettings["wifi"],
    store: () => Promise<void>,
  ): Promise<void> {
    const { boot, settings } = this.#parts;
    let failure: WifiFailure | undefined;
    try {
      const known = JSON.stringify(settings.wifi) === JSON.stringify(wifi) && boot.chip.wifi.connected;
      if (wifi && !known) failure = await boot.alive(network.tryWifi(wifi, store));
      else await store();
    } catch (error) {
      if (error instanceof Stopped) throw error;
      throw new RpcError(
        SERIAL_ERROR.failed,
        "the settings could not be stored; nothing was changed",
        "failed",
      );
    }
    if (failure && wifi) {
      const { code, detail } = wifiTrouble(failure, wifi.ssid);
      throw new RpcError(SERIAL_ERROR.failed, `${detail} Nothing was changed.`, code);
    }
  }

  async #reset({ params }: SerialRequest): Promise<{ restarting: true }> {
    const { boot, key, log } = this.#parts;
    const { password } = paramsOf(SerialParams["device.reset"], params) ?? {};
    const network = key() && (await boot.alive(this.#parts.network));
    if (network?.trying) throw busy();
    await this.#authorise(password);
    // No command that is still under way may write back what is wiped.
    await network?.halt();
    this.#parts.progress.enter("unconfigured");
    boot.chip.nvs.erase();
    log.warn("settings", "reset: settings and device key are wiped");
    return { restarting: true };
  }

  /** A device that has a door password wants it, for whoever holds the cable is not yet the owner. */
  async #authorise(password: string | undefined): Promise<void> {
    const { settings, guard } = this.#parts;
    if (!settings.password) return;
    const verdict = await guard.check(password ?? "");
    if (verdict === "ok") return;
    const message =
      verdict === "locked-out"
        ? `too many wrong passwords; wait ${guard.lockedForSeconds} s`
        : "the door password is wrong or missing";
    throw new RpcError(SERIAL_ERROR.refused, message, verdict);
  }

  #answer(id: RequestId, give: () => unknown): void {
    try {
      this.#write({ jsonrpc: "2.0", id, result: give() });
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #refuse(id: RequestId | null, error: unknown): void {
    const known = error instanceof RpcError ? error : new RpcError(SERIAL_ERROR.failed, "failed", "failed");
    const data = known.reason === undefined ? {} : { data: { error: known.reason } };
    this.#write({
      jsonrpc: "2.0",
      id,
      error: { code: known.code, message: known.message.slice(0, 400), ...data },
    });
  }

  #write(response: SerialResponse): void {
    const { boot } = this.#parts;
    if (!boot.off.aborted) boot.chip.uart.write(new TextEncoder().encode(`${JSON.stringify(response)}\n`));
  }
}

/** One change at a time: before anything of another is looked at, its password included. */
function busy(): RpcError {
  return new RpcError(SERIAL_ERROR.failed, "another change is under way", "busy");
}

function paramsOf<S extends Parameters<typeof parseShape>[0]>(schema: S, params: unknown) {
  try {
    return parseShape(schema, params ?? {});
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new RpcError(SERIAL_ERROR.invalidParams, error.message, "invalid-arguments");
  }
}
