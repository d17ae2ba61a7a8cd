import { installVirtualPorts, type SerialLine, type VirtualLine } from "@openlock/provisioning";
import { useEffect, useRef, useState } from "react";

/** Somebody has pressed the button, and chooses a port. */
interface Asked {
  readonly virtual: readonly VirtualLine[];
  readonly real: (() => void) | undefined;
  readonly answer: (line: VirtualLine | undefined) => void;
}

/**
 * Loads esp-web-tools' button, after its ports: it looks for `navigator.serial` as it loads.
 *
 * @param onKind told before the button goes on: real boards and virtual doors run different images
 */
export function useInstallButton(
  virtualDoors: string | undefined,
  onKind: (kind: SerialLine["kind"]) => void,
) {
  const [ready, setReady] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const tellKind = useRef(onKind);
  tellKind.current = onKind;

  useEffect(() => {
    const uninstall = virtualDoors
      ? installVirtualPorts(
          navigator,
          virtualDoors,
          ({ virtual, real }) =>
            new Promise<SerialPort | undefined>((resolve) => {
              const settle = (
                kind: SerialLine["kind"],
                port: SerialPort | undefined | Promise<SerialPort>,
              ) => {
                setAsked(undefined);
                tellKind.current(kind);
                resolve(port);
              };
              setAsked({
                virtual,
                real: real && (() => settle("usb", real())),
                answer: (line) => settle("virtual", line?.port),
              });
            }),
        )
      : undefined;
    void import("esp-web-tools").then(() => setReady(true));
    return uninstall;
  }, [virtualDoors]);

  return { ready, asked };
}
