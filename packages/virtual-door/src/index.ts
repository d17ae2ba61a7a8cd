export type { AccessPointSettings } from "./chip/air.ts";
export { Air } from "./chip/air.ts";
export type { ChipEvents, ChipMode, ChipOptions } from "./chip/chip.ts";
export { Chip } from "./chip/chip.ts";
export type { FaultSettings } from "./chip/faults.ts";
export { Faults, PowerCut } from "./chip/faults.ts";
export { Flash } from "./chip/flash.ts";
export type { Blinking } from "./chip/led-watch.ts";
export type { DoorHardwareEvents } from "./chip/pins.ts";
export type { ChipServices, Program, ProgramEvent, Rgb, Timer } from "./chip/services.ts";
export { ManualTimer, realTimer } from "./chip/time.ts";
export type { UsbConnection, UsbIds } from "./chip/usb-serial.ts";
export { PortBusyError, PortGoneError } from "./chip/usb-serial.ts";
export type { HostOptions, VirtualDoorHost } from "./host/server.ts";
export { startHost } from "./host/server.ts";
export {
  buildVirtualImage,
  flashWith,
  VIRTUAL_PROJECT,
  VIRTUAL_VERSION,
} from "./image-builder/virtual-image.ts";
export type { DoorSnapshot, VirtualDoorOptions } from "./virtual-door.ts";
export { createVirtualDoor, VirtualDoor } from "./virtual-door.ts";
