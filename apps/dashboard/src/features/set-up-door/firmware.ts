import { type Firmware, fetchFirmware, type SerialLine } from "@openlock/provisioning";
import { useQuery } from "@tanstack/react-query";

/** Where this server keeps the images for a kind of board. Virtual doors run images of their own. */
export const FIRMWARE_MANIFEST: Record<SerialLine["kind"], string> = {
  usb: "/firmware/manifest.json",
  virtual: "/firmware/virtual/manifest.json",
};

/** The firmware that this server has for boards at such a line. */
export function useFirmware(kind: SerialLine["kind"]) {
  return useQuery<Firmware>({
    queryKey: ["firmware", kind],
    queryFn: ({ signal }) => fetchFirmware(new URL(FIRMWARE_MANIFEST[kind], location.origin), signal),
    retry: false,
  });
}
