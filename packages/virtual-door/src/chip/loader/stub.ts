import { createHash } from "node:crypto";
import { wordAt } from "@openlock/esp-image";
import { SECTOR_SIZE } from "../flash.ts";
import { FlashDownload } from "./flash-download.ts";
import { FlashReader } from "./flash-reader.ts";
import { Loader, type LoaderHost } from "./loader.ts";
import { RamDownload } from "./memory.ts";
import { COMMAND, MAX_BLOCK, parseDataBlock, type Request, STUB_ERROR } from "./packet.ts";

const SYNC_ANSWERS = 8;
const NO_DATA = new Uint8Array(0);

/**
 * Espressif's flasher stub, as tools upload it: it greets with OHAI, erases while it writes, acknowledges a
 * block before it is written (so a fault shows in the answer after it), and knows 0xD0 and up. Its status is two
 * bytes, the error first.
 */
export class StubLoader extends Loader {
  readonly #ram = new RamDownload();
  #reader: FlashReader | undefined;
  #lastError = 0;

  constructor(host: LoaderHost) {
    super(host);
    this.sendRaw(new TextEncoder().encode("OHAI"));
  }

  protected override takeRaw(packet: Uint8Array): boolean {
    if (!this.#reader) return false;
    if (!this.#reader.acknowledge(packet, (bytes) => this.sendRaw(bytes))) this.#reader = undefined;
    return true;
  }

  protected handle(request: Request): void {
    if (!request.wellFormed || request.data.length > MAX_BLOCK + 16) {
      this.#fail(request, STUB_ERROR.badLength);
      return;
    }
    switch (request.command) {
      case COMMAND.sync:
        for (let count = 0; count < SYNC_ANSWERS; count++) this.#ok(request);
        break;
      case COMMAND.readReg:
        this.#ok(request, NO_DATA, this.host.registers.read(wordAt(request.data, 0)));
        break;
      case COMMAND.writeReg:
        this.writeRegisters(request.data);
        this.#ok(request);
        break;
      case COMMAND.spiAttach:
      case COMMAND.spiSetParams:
        this.#ok(request);
        break;
      case COMMAND.changeBaudRate:
        this.#changeBaudRate(request);
        break;
      case COMMAND.runUserCode:
        // No answer comes to this one.
        this.host.runUserCode();
        break;
      case COMMAND.memBegin:
      case COMMAND.memData:
      case COMMAND.memEnd:
        this.#memory(request);
        break;
      default:
        this.#flash(request);
    }
  }

  #flash(request: Request): void {
    switch (request.command) {
      case COMMAND.eraseFlash:
        this.#erase(request, 0, this.host.flash.size);
        break;
      case COMMAND.eraseRegion:
        this.#erase(request, wordAt(request.data, 0), wordAt(request.data, 4));
        break;
      case COMMAND.readFlash:
        this.#read(request);
        break;
      case COMMAND.flashMd5:
        this.#md5(request);
        break;
      case COMMAND.flashBegin:
      case COMMAND.flashDeflBegin:
        this.#begin(request);
        break;
      case COMMAND.flashData:
      case COMMAND.flashDeflData:
        this.#data(request);
        break;
      case COMMAND.flashEnd:
      case COMMAND.flashDeflEnd:
        this.#end(request);
        break;
      default:
        this.#fail(request, STUB_ERROR.notImplemented);
    }
  }

  #memory(request: Request): void {
    if (request.command === COMMAND.memBegin) {
      const fits = this.#ram.begin(wordAt(request.data, 0), wordAt(request.data, 12));
      this.#answer(request, fits ? 0 : STUB_ERROR.badBlockSize);
    } else if (request.command === COMMAND.memData) {
      const block = parseDataBlock(request);
      if (block.fault) this.#fail(request, faultCode(block.fault));
      else
        this.#answer(
          request,
          this.#ram.data(block.sequence, block.bytes.length) ? 0 : STUB_ERROR.tooMuchData,
        );
    } else {
      this.#ok(request);
      const entry = wordAt(request.data, 4);
      if (wordAt(request.data, 0) !== 0) return;
      if (this.#ram.holds(entry)) this.host.runStub();
      else this.host.crash(entry);
    }
  }

  #changeBaudRate(request: Request): void {
    const rate = wordAt(request.data, 0);
    if (request.data.length !== 8 || rate === 0) {
      this.#fail(request, STUB_ERROR.badLength);
      return;
    }
    this.#ok(request);
    this.host.setBaudRate(rate);
  }

  #erase(request: Request, address: number, size: number): void {
    const aligned = address % SECTOR_SIZE === 0 && size % SECTOR_SIZE === 0;
    if (!aligned || address + size > this.host.flash.size) {
      this.#fail(request, STUB_ERROR.failedSpi);
      return;
    }
    this.host.flash.erase(address, size);
    this.busyErasing(size / SECTOR_SIZE);
    this.whenDone(() => this.#ok(request));
  }

  #read(request: Request): void {
    const reader = FlashReader.start(this.host.flash, request.data);
    if (!reader) {
      this.#fail(request, request.data.length === 16 ? STUB_ERROR.failedSpi : STUB_ERROR.badLength);
      return;
    }
    this.#ok(request);
    if (reader.send((bytes) => this.sendRaw(bytes))) this.#reader = reader;
  }

  #md5(request: Request): void {
    const address = wordAt(request.data, 0);
    const size = wordAt(request.data, 4);
    if (request.data.length !== 16) this.#fail(request, STUB_ERROR.badLength);
    else if (address + size > this.host.flash.size) this.#fail(request, STUB_ERROR.failedSpi);
    else this.#ok(request, createHash("md5").update(this.host.flash.read(address, size)).digest());
  }

  #begin(request: Request): void {
    const compressed = request.command === COMMAND.flashDeflBegin;
    // FLASH_BEGIN gives the size as blocks times block size, FLASH_DEFL_BEGIN the inflated size first.
    const size = compressed ? wordAt(request.data, 0) : wordAt(request.data, 4) * wordAt(request.data, 8);
    const offset = wordAt(request.data, 12);
    if (request.data.length !== 16) {
      this.#fail(request, STUB_ERROR.badLength);
      return;
    }
    if (offset + size > this.host.flash.size) {
      this.#fail(request, STUB_ERROR.badBlockSize);
      return;
    }
    this.#lastError = 0;
    this.download = new FlashDownload({
      flash: this.host.flash,
      offset,
      size,
      compressed,
      eraseAsItGoes: true,
    });
    this.#ok(request);
  }

  #data(request: Request): void {
    const { download } = this;
    if (!download || download.compressed !== (request.command === COMMAND.flashDeflData)) {
      this.#fail(request, STUB_ERROR.notInFlashMode);
      return;
    }
    const block = parseDataBlock(request);
    if (block.fault) {
      this.#fail(request, faultCode(block.fault));
      return;
    }
    this.#answer(request, this.#lastError);
    if (this.#lastError !== 0) return;
    const result = download.data(block.bytes);
    if (typeof result === "string") {
      this.#lastError = result === "inflate" ? STUB_ERROR.inflate : STUB_ERROR.tooMuchData;
      return;
    }
    this.busyErasing(result.sectors);
    this.busyWriting(result.bytes);
  }

  #end(request: Request): void {
    const { download } = this;
    if (!download) {
      this.#fail(request, STUB_ERROR.notInFlashMode);
      return;
    }
    this.download = undefined;
    const unfinished = download.complete ? 0 : STUB_ERROR.notEnoughData;
    this.#answer(request, this.#lastError || unfinished);
    if (wordAt(request.data, 0) === 0) this.host.reboot();
  }

  #answer(request: Request, error: number): void {
    if (error === 0) this.#ok(request);
    else this.#fail(request, error);
  }

  #ok(request: Request, data: Uint8Array = NO_DATA, value = 0): void {
    this.reply(request, Uint8Array.of(0, 0), data, value);
  }

  #fail(request: Request, error: number): void {
    this.reply(request, Uint8Array.of(error, 0));
  }
}

function faultCode(fault: "length" | "checksum"): number {
  return fault === "checksum" ? STUB_ERROR.badChecksum : STUB_ERROR.badLength;
}
