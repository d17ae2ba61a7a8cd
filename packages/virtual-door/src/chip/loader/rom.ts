import { createHash } from "node:crypto";
import { wordAt } from "@openlock/esp-image";
import { SECTOR_SIZE } from "../flash.ts";
import { FlashDownload } from "./flash-download.ts";
import { Loader } from "./loader.ts";
import { RamDownload } from "./memory.ts";
import { COMMAND, parseDataBlock, type Request, ROM_ERROR } from "./packet.ts";

/** SYNC is answered eight times, with what the request said as value (esptool documentation, traces). */
const SYNC_ANSWERS = 8;
const SYNC_SIZE = 36;
const SLOW_READ_MAX = 64;

/** The UART loader in the ESP32's mask ROM; its status is four bytes, of which two mean something. */
export class RomLoader extends Loader {
  readonly #ram = new RamDownload();
  #sequence = 0;

  protected handle(request: Request): void {
    if (!request.wellFormed) {
      this.#fail(request, ROM_ERROR.invalid);
      return;
    }
    switch (request.command) {
      case COMMAND.sync:
        this.#sync(request);
        break;
      case COMMAND.readReg:
        this.#ok(request, new Uint8Array(0), this.host.registers.read(wordAt(request.data, 0)));
        break;
      case COMMAND.writeReg:
        this.writeRegisters(request.data);
        this.#ok(request);
        break;
      case COMMAND.memBegin:
        this.#answer(
          request,
          this.#ram.begin(wordAt(request.data, 0), wordAt(request.data, 12)),
          ROM_ERROR.invalid,
        );
        break;
      case COMMAND.memData:
        this.#memData(request);
        break;
      case COMMAND.memEnd:
        this.#memEnd(request);
        break;
      case COMMAND.spiAttach:
      case COMMAND.spiSetParams:
        this.#ok(request);
        break;
      case COMMAND.changeBaudRate:
        this.#changeBaudRate(request);
        break;
      case COMMAND.flashBegin:
      case COMMAND.flashDeflBegin:
        this.#flashBegin(request);
        break;
      case COMMAND.flashData:
      case COMMAND.flashDeflData:
        this.#flashData(request);
        break;
      case COMMAND.flashEnd:
      case COMMAND.flashDeflEnd:
        this.#flashEnd(request);
        break;
      case COMMAND.flashMd5:
        this.#md5(request);
        break;
      case COMMAND.readFlashSlow:
        this.#readSlow(request);
        break;
      default:
        // GET_SECURITY_INFO and everything from 0xD0 are unknown to the ESP32's ROM.
        this.#fail(request, ROM_ERROR.invalid);
    }
  }

  #sync(request: Request): void {
    if (request.data.length !== SYNC_SIZE) {
      this.#fail(request, ROM_ERROR.invalid);
      return;
    }
    for (let count = 0; count < SYNC_ANSWERS; count++) {
      this.#ok(request, new Uint8Array(0), wordAt(request.data, 1));
    }
  }

  #memData(request: Request): void {
    const block = parseDataBlock(request);
    if (block.fault) this.#fail(request, block.fault === "checksum" ? ROM_ERROR.checksum : ROM_ERROR.invalid);
    else this.#answer(request, this.#ram.data(block.sequence, block.bytes.length), ROM_ERROR.failed);
  }

  #memEnd(request: Request): void {
    const stay = wordAt(request.data, 0) !== 0;
    const entry = wordAt(request.data, 4);
    this.#ok(request);
    if (stay) return;
    if (this.#ram.holds(entry)) this.host.runStub();
    else this.host.crash(entry);
  }

  #changeBaudRate(request: Request): void {
    const rate = wordAt(request.data, 0);
    if (rate === 0) {
      this.#fail(request, ROM_ERROR.invalid);
      return;
    }
    this.#ok(request);
    this.host.setBaudRate(rate);
  }

  #flashBegin(request: Request): void {
    const size = wordAt(request.data, 0);
    const offset = wordAt(request.data, 12);
    if (request.data.length < 16 || offset + size > this.host.flash.size) {
      this.#fail(request, ROM_ERROR.invalid);
      return;
    }
    if (size > 0) {
      this.host.flash.erase(offset, size);
      this.busyErasing(Math.ceil(size / SECTOR_SIZE));
    }
    this.#sequence = 0;
    this.download = new FlashDownload({
      flash: this.host.flash,
      offset,
      size,
      compressed: request.command === COMMAND.flashDeflBegin,
      eraseAsItGoes: false,
    });
    this.whenDone(() => this.#ok(request));
  }

  /** Unlike the stub, the ROM writes a block before it answers, and reads it back. */
  #flashData(request: Request): void {
    const block = parseDataBlock(request);
    if (block.fault) {
      this.#fail(request, block.fault === "checksum" ? ROM_ERROR.checksum : ROM_ERROR.invalid);
      return;
    }
    const { download } = this;
    const compressed = request.command === COMMAND.flashDeflData;
    if (!download || download.compressed !== compressed || block.sequence !== this.#sequence) {
      this.#fail(request, ROM_ERROR.failed);
      return;
    }
    const result = download.data(block.bytes);
    if (typeof result === "string") {
      this.#fail(request, result === "inflate" ? ROM_ERROR.deflate : ROM_ERROR.failed);
      return;
    }
    this.#sequence++;
    this.busyWriting(result.bytes);
    const sound = download.verifyLast();
    this.whenDone(() => this.#answer(request, sound, ROM_ERROR.write));
  }

  /** The ROM leaves the loader with this, whichever way (esptool: "causes the loader to exit and run user code"). */
  #flashEnd(request: Request): void {
    if (!this.download) {
      this.#fail(request, ROM_ERROR.failed);
      return;
    }
    this.download = undefined;
    this.#ok(request);
    if (wordAt(request.data, 0) === 0) this.host.reboot();
    else this.host.runUserCode();
  }

  /** As 32 hexadecimal digits; the stub sends 16 bytes. */
  #md5(request: Request): void {
    const address = wordAt(request.data, 0);
    const size = wordAt(request.data, 4);
    if (address + size > this.host.flash.size) {
      this.#fail(request, ROM_ERROR.read);
      return;
    }
    const digest = createHash("md5").update(this.host.flash.read(address, size)).digest("hex");
    this.#ok(request, new TextEncoder().encode(digest));
  }

  #readSlow(request: Request): void {
    const address = wordAt(request.data, 0);
    const size = wordAt(request.data, 4);
    if (size > SLOW_READ_MAX || address + size > this.host.flash.size) this.#fail(request, ROM_ERROR.read);
    else this.#ok(request, this.host.flash.read(address, size));
  }

  #answer(request: Request, right: boolean, error: number): void {
    if (right) this.#ok(request);
    else this.#fail(request, error);
  }

  #ok(request: Request, data: Uint8Array = new Uint8Array(0), value = 0): void {
    this.reply(request, Uint8Array.of(0, 0, 0, 0), data, value);
  }

  #fail(request: Request, error: number): void {
    this.reply(request, Uint8Array.of(1, error, 0, 0));
  }
}
