// Without a schema, so that a page can have the words without a library.

/** What a relay tells people of without being asked, in the order in which it is shown. */
export const ALERT_KIND_NAMES = [
  "sign-in-failures",
  "session-reused",
  "network-blocked",
  "command-replayed",
  "door-offline",
  "door-back",
  "new-key",
  "key-refused",
  "tamper",
  "password-locked",
  "door-ajar",
  "webhook-failing",
  "rollout-halted",
] as const;

export interface AlertKindText {
  readonly name: string;
  /** What has happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly next: string;
  /** Whether it is about one door: then only who has that door is told. */
  readonly aboutDoor: boolean;
}

/** Each kind in words, for switches, mails, webhooks and the documents alike. */
export const ALERT_KINDS: Readonly<Record<(typeof ALERT_KIND_NAMES)[number], AlertKindText>> = {
  "sign-in-failures": {
    name: "Failed sign-ins",
    meaning: "Somebody gave many wrong sign-in codes, for one address or from one network.",
    next:
      "Ask the person whether it was them. If not, nothing need be done at once: a code allows five tries. " +
      "If it goes on, block the network at your firewall.",
    aboutDoor: false,
  },
  "session-reused": {
    name: "Session used twice",
    meaning: "A sign-in was continued from two places, so one of them is not its owner's. It was ended.",
    next: "Ask the person to sign in again, and to look for malware on the device they used.",
    aboutDoor: false,
  },
  "network-blocked": {
    name: "Network blocked",
    meaning: "A network was refused again and again, and is blocked for a while.",
    next: "Nothing need be done. If it is one of yours, find out which program asks so often, and lift the block.",
    aboutDoor: false,
  },
  "command-replayed": {
    name: "Replayed command",
    meaning:
      "A command that was sent before came again, and was refused. A program sent it twice, or somebody copied it on the way.",
    next: "Look in the door's history who sent it and from where. If nobody can explain it, end that person's sessions.",
    aboutDoor: true,
  },
  "door-offline": {
    name: "Door offline",
    meaning: "A door has had no connection to the relay for longer than it should.",
    next: "Check its power and its Wi-Fi. Until it is back, nobody opens it from here.",
    aboutDoor: true,
  },
  "door-back": {
    name: "Door back online",
    meaning: "A door that was told to be offline is connected again.",
    next: "Nothing need be done. If it comes and goes, look at the signal strength on the door's page.",
    aboutDoor: true,
  },
  "new-key": {
    name: "New key for a door",
    meaning: "A device was set up for a door with a key that the door did not have before.",
    next:
      "Compare the fingerprint on the door's page with the one that the device shows over its cable. " +
      "If nobody of yours set it up, ban the key.",
    aboutDoor: true,
  },
  "key-refused": {
    name: "Key refused",
    meaning: "A device with a banned, foreign or wrongly claimed key tried to register as one of your doors.",
    next: "Look for a device that you erased or replaced. If there is none, somebody is trying to take the door's place.",
    aboutDoor: true,
  },
  tamper: {
    name: "Tamper",
    meaning: "The housing of a door's device was opened.",
    next: "Go and look. Whoever has the board in hand can read its memory where flash encryption is off: then set the door up anew.",
    aboutDoor: true,
  },
  "password-locked": {
    name: "Wrong door passwords",
    meaning: "A door got wrong passwords in a row and looks at none for a while.",
    next: "Look in the door's history who sent the commands. If the password may be known, change it.",
    aboutDoor: true,
  },
  "door-ajar": {
    name: "Door left open",
    meaning: "A door has stood open for longer than it should.",
    next: "Close it. If it is closed, check its contact.",
    aboutDoor: true,
  },
  "webhook-failing": {
    name: "Webhook failing",
    meaning: "An alert could not be handed to a webhook for a day, or the receiver said that it is gone.",
    next: "Look at its deliveries for the reason, mend the receiver, and send a test.",
    aboutDoor: false,
  },
  "rollout-halted": {
    name: "Update halted",
    meaning: "A rollout of new firmware stopped by itself, for doors failed or answer worse than before.",
    next: "Look under Updates which doors and why. Nothing more is updated until somebody lets it go on.",
    aboutDoor: false,
  },
};
