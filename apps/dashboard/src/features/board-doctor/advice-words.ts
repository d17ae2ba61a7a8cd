import type { TroubleCode } from "@openlock/provisioning";
import { t } from "../../i18n/text.ts";

interface Words {
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** The one thing to do now. */
  readonly next: string;
}

/** What a trouble is, and the one next step. */
export const ADVICE: Readonly<Record<TroubleCode, () => Words>> = {
  // The port
  "no-port": () => ({
    what: t`No port was chosen.`,
    next: t`If the board is not in the list, use another USB cable: many carry power and no data. Then look for the driver of the board's USB chip.`,
  }),
  "bluetooth-port": () => ({
    what: t`That port is Bluetooth, not a cable.`,
    next: t`Choose the port that appears in the list when you plug the board in.`,
  }),
  "other-port": () => ({
    what: t`What is at that port does not look like an ESP32 board.`,
    next: t`Choose the port that appears in the list when you plug the board in. It is often called CP210x, CH340 or USB JTAG.`,
  }),
  "port-busy": () => ({
    what: t`Something else is using the port.`,
    next: t`Close other tabs and programs that use this port, then try again.`,
  }),
  "cable-out": () => ({
    what: t`The connection to the board was lost.`,
    next: t`Plug the cable in again, then try again. Nothing on the board is broken by this.`,
  }),
  "own-usb-gone": () => ({
    what: t`This board's USB goes away whenever it resets, and has not come back.`,
    next: t`Unplug the board, plug it in again, and choose its port once more.`,
  }),
  "own-usb-silent": () => ({
    what: t`esplock does not talk on this USB socket.`,
    next: t`Use the board's other USB socket, marked UART or COM. Where it has none, connect a USB adapter to its TX and RX.`,
  }),
  // Power and start
  "brown-out": () => ({
    what: t`The board gets too little power: its voltage drops, and it resets.`,
    next: t`Use a short, thick USB cable, straight into the computer or into a supply of 1 A or more, and take off what else the board feeds.`,
  }),
  "flash-empty": () => ({
    what: t`There is no program on the board yet.`,
    next: t`Go back to Install esplock and install it.`,
  }),
  "flash-damaged": () => ({
    what: t`The program on the board is damaged, or for another board.`,
    next: t`Go back to Install esplock and install it again. If it happens twice, use another board.`,
  }),
  "flash-worn": () => ({
    what: t`The board's flash memory does not keep what is written to it.`,
    next: t`Use another board. This one's memory is worn out or broken.`,
  }),
  "boot-loop": () => ({
    what: t`The board starts, crashes and starts again.`,
    next: t`Go back to Install esplock and install it with “Erase everything”. If it goes on, use another board.`,
  }),
  "odd-boot-mode": () => ({
    what: t`Something that is wired to the board keeps it from starting.`,
    next: t`Take off what is connected to the pins that decide how it starts: 0, 2, 12 and 15 on an ESP32, 2, 8 and 9 on a C3.`,
  }),
  // The loader
  "no-boot-mode": () => ({
    what: t`The board did not go into its loader by itself.`,
    next: t`Hold the BOOT button on the board, press and release RESET (or EN), then try again while you still hold BOOT.`,
  }),
  "no-boot-mode-own-usb": () => ({
    what: t`The board did not go into its loader by itself.`,
    next: t`Unplug the board, hold its BOOT button while you plug it in again, choose its port once more, and try again.`,
  }),
  "in-loader": () => ({
    what: t`The board is in its loader and waits; its program does not run.`,
    next: t`Let go of BOOT, press RESET (or EN) on the board, then try again.`,
  }),
  "one-way": () => ({
    what: t`The board is in its loader, but does not hear this computer.`,
    next: t`Take off what is connected to the board's RX pin, then try again.`,
  }),
  "not-reset": () => ({
    what: t`This board cannot be reset over its cable.`,
    next: t`Use a board, or a USB adapter, whose DTR and RTS lead to EN and BOOT.`,
  }),
  "poor-link": () => ({
    what: t`What goes over the cable arrives garbled.`,
    next: t`Use a shorter cable, straight into the computer instead of through a hub, then try again.`,
  }),
  "wrong-chip": () => ({
    what: t`This firmware is not for this board's chip.`,
    next: t`Use a board with an ESP32, ESP32-C3 or ESP32-S3.`,
  }),
  silent: () => ({
    what: t`The board says nothing.`,
    next: t`Press RESET (or EN) on the board, then try again. If it stays silent, install esplock again.`,
  }),
  // Network, as esplock itself says it
  "wifi-password": () => ({
    what: t`The password for the network is wrong.`,
    next: t`Type the network's password again. Upper and lower case matter.`,
  }),
  "wifi-gone": () => ({
    what: t`The board does not see the network.`,
    next: t`Bring the board nearer to the access point, or choose another network. ESP32s see 2.4 GHz networks only.`,
  }),
  "wifi-refused": () => ({
    what: t`The network did not let the board in.`,
    next: t`Try again. If it happens twice, restart the access point or choose another network.`,
  }),
  clock: () => ({
    what: t`The clocks of the board and the server do not agree.`,
    next: t`Set the clock of the server, then send the settings again: the board takes its time from it.`,
  }),
  "certificate-untrusted": () => ({
    what: t`The board does not trust the server's certificate.`,
    next: t`Send the settings again: the server's present authority goes with them.`,
  }),
  "certificate-expired": () => ({
    what: t`The server's certificate has expired.`,
    next: t`Whoever runs the server has to renew its certificate.`,
  }),
  "certificate-name": () => ({
    what: t`The server's certificate is for another name.`,
    next: t`Whoever runs the server has to set OPENLOCK_URL to the name in its certificate.`,
  }),
  "not-tls": () => ({
    what: t`What answers at the server's address does not speak TLS.`,
    next: t`Whoever runs the server has to set OPENLOCK_URL to its HTTPS address and port.`,
  }),
  "server-unreachable": () => ({
    what: t`The board is on Wi-Fi and does not reach the server.`,
    next: t`See that the board's network can reach the server: same network or internet, no firewall between.`,
  }),
};
