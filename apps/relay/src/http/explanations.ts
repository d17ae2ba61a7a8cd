import type { RelayProblem } from "./problem.ts";

/** What each problem type means and what to do: served at the address that is its `type`. */
export const EXPLANATIONS: Readonly<Record<RelayProblem, string>> = {
  unauthenticated:
    "Nobody is signed in: the access token is missing, expired or not the relay's. Sign in again.",
  forbidden: "This role, or this device's key, may not do this. The detail says who can change that.",
  "key-banned":
    "The device's key is on the relay's list of banned keys. An admin can lift the ban or set the device up anew.",
  blocked:
    "The network that this came from was refused too often and is blocked for a while. Retry-After says how many seconds are left; an owner or admin can lift it, from another network or on the relay's own machine.",
  "door-unknown": "There is no door with this Door ID, or it is outside your scope.",
  "not-registered": "The door exists, but no device has registered for it yet. Set a device up first.",
  malformed: "The request is not what the API takes. The detail names the first thing that does not fit.",
  "key-changed":
    "The door's device has another key than the one the command was sealed to. Fetch the key again, and compare its fingerprint with the device's before you trust it.",
  replayed: "This very command was sent before. Each command may be sent once; make a new one.",
  stale:
    "The command's time of making is more than 60 seconds from the relay's clock. Make a new one; if it happens again, set the clock.",
  "rate-limited": "Too much in too short a time. The Retry-After header says how many seconds to wait.",
  "door-offline":
    "The door has no connection to the relay. Nothing was sent, and nothing will be later. Check its power and its Wi-Fi.",
  "device-timeout":
    "The command was handed to the door's connection, and no answer came. Whether the door acted is not known; ask for its status.",
  "not-found": "There is nothing at this address.",
  "method-not-allowed": "This address does not take this method; the Allow header lists those it takes.",
  conflict: "What you want to make is there already, or was changed meanwhile.",
  "last-owner": "A relay keeps at least one owner. Make somebody else an owner first.",
  "too-large": "The body is longer than this route takes.",
  "unsupported-media-type": "The body has another Content-Type than this route takes.",
  "code-wrong": "The code is not the one that was mailed last. After five wrong ones ask for a new one.",
  "code-expired": "The code is too old or was used. Ask for a new one.",
  "passkey-refused":
    "The passkey is not one of this relay's, was removed, or did not answer as it must. Sign in with a code by mail.",
  "passkey-expired": "A passkey must answer within five minutes, and its answer is good once. Try again.",
  "passkeys-unavailable":
    "Passkeys want the relay to have a name and HTTPS. Whoever runs it sets OPENLOCK_URL to such an address.",
  "invitation-unknown":
    "The link is not one of this relay's, not complete, or of a mail after which a newer one was sent.",
  "invitation-withdrawn": "Whoever runs the doors has taken the invitation back. Ask them.",
  "invitation-expired": "An invitation is good for seven days. Ask for it to be sent again.",
  "invitation-used": "An invitation is good once, and this one was accepted. Sign in.",
  "invitation-void":
    "Whoever sent the invitation may not give this role or these doors any more, or a door of it is gone. Ask an owner for another.",
  "mail-failed": "The mail server did not take the mail. Try again; SMTP_URL says which server it is.",
  "release-refused":
    "The image is not the one that the manifest names, or no release key that this relay knows has signed it. The detail says which. Sign the image anew, or add the key under Updates.",
  "set-up-done": "The relay has its first owner already. Sign in instead.",
  "store-unavailable":
    "A store that the relay needs for this does not answer, so it refused rather than guess. Try again soon; /readyz says when it is well.",
  "shutting-down": "This relay is stopping. Try again in a moment, or at another node.",
  internal: "The relay failed at something it did not foresee. Its log says why, under the request's id.",
};
