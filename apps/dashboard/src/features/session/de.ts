import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "As the system": "Wie das System",
  Light: "Hell",
  Dark: "Dunkel",
  "Still signed in": "Noch angemeldet",
  "Account {0}": "Konto {0}",
  Appearance: "Darstellung",
  Language: "Sprache",
  "Sign out": "Abmelden",
  Code: "Code",
  "Sign in": "Anmelden",
  "Other address": "Andere Adresse",
  "Send again in {0} s": "Neu senden in {0} s",
  "Send again": "Neu senden",
  Email: "E-Mail",
  "Send code": "Code senden",
  "This link leads nowhere": "Dieser Link führt nirgendwohin",
  "This invitation was withdrawn": "Diese Einladung wurde zurückgezogen",
  "This invitation has expired": "Diese Einladung ist abgelaufen",
  "You have joined already": "Sie sind schon dabei",
  "This invitation is no longer good": "Diese Einladung gilt nicht mehr",
  "This link is not complete": "Dieser Link ist nicht vollständig",
  "Open the whole link of the mail; it ends in “#token=” and some letters.":
    "Öffnen Sie den ganzen Link aus der E-Mail; er endet mit „#token=“ und einigen Buchstaben.",
  Invitation: "Einladung",
  "One moment.": "Einen Augenblick.",
  "You are invited": "Sie sind eingeladen",
  "{0} invites {1} to OpenLock, as {2}. There is no password: you sign in with a code that is mailed to you.":
    "{0} lädt {1} zu OpenLock ein. Rolle: {2}. Ein Passwort gibt es nicht: Sie melden sich mit einem Code an, den Sie per E-Mail bekommen.",
  "Your name": "Ihr Name",
  "As others will read it in the history.": "So steht er für andere im Verlauf.",
  "Accept and sign in": "Annehmen und anmelden",
  or: "oder",
  "Sign in with a passkey": "Mit Passkey anmelden",
  "Already set up": "Schon eingerichtet",
  "This OpenLock has an owner. The link was for its first start.":
    "Dieses OpenLock hat schon einen Besitzer. Der Link war für den ersten Start.",
  "Open the whole link that the server printed when it started for the first time; it ends in “#token=” and some letters.":
    "Öffnen Sie den ganzen Link, den der Server beim ersten Start ausgegeben hat; er endet mit „#token=“ und einigen Buchstaben.",
  "Welcome to OpenLock": "Willkommen bei OpenLock",
  "You are the first one here, so you will be its owner. There is no password to think up: you sign in with a code that is mailed to you.":
    "Sie sind als Erste oder Erster hier und werden damit Besitzer. Ein Passwort müssen Sie sich nicht ausdenken: Sie melden sich mit einem Code an, den Sie per E-Mail bekommen.",
  "Become the owner": "Besitzer werden",
  "Not set up yet": "Noch nicht eingerichtet",
  "Nobody owns this OpenLock so far. Open the link that the server printed when it started; it makes you the owner.":
    "Dieses OpenLock hat noch keinen Besitzer. Öffnen Sie den Link, den der Server beim Start ausgegeben hat; er macht Sie zum Besitzer.",
  "We mail you a code; there is no password to remember.":
    "Sie bekommen einen Code per E-Mail; ein Passwort müssen Sie sich nicht merken.",
  "Check your mail": "Sehen Sie in Ihr Postfach",
  "If {0} may sign in here, a six-digit code is on its way. It is good for ten minutes.":
    "Wenn sich {0} hier anmelden darf, ist ein sechsstelliger Code unterwegs. Er gilt zehn Minuten.",
};
