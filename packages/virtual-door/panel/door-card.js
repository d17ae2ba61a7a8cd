const MAX_LOG = 60_000;

const MODES = {
  off: "no power",
  reset: "held in reset",
  booting: "starting",
  download: "waiting for download",
  stub: "flashing",
  running: "running",
  failed: "cannot start; tries again",
};

const MOVES = ["has not moved", "moved once"];

/** Each toggle: is it on, what the button says then and otherwise, what it sends then and otherwise. */
const TOGGLES = {
  contact: {
    on: (door) => door.contact === "open",
    text: ["Close the door", "Open the door"],
    action: ["door-close", "door-open"],
  },
  boot: {
    on: (door) => door.bootHeld,
    text: ["Let BOOT go", "Hold BOOT"],
    action: ["boot-release", "boot-press"],
  },
  power: { on: (door) => !door.power, text: ["Give power", "Pull power"], action: ["power-on", "power-off"] },
  cable: { on: (door) => !door.plugged, text: ["Plug cable in", "Pull cable"], action: ["plug", "unplug"] },
  tamper: {
    on: (door) => door.tamper,
    text: ["Close the case", "Open the case"],
    action: ["tamper-close", "tamper-open"],
  },
};

/** One door on the page: shows what its watch socket tells, and sends what is pressed. */
export class DoorCard {
  #id;
  #socket;
  #door;
  #log = "";
  #logScheduled = false;

  constructor(id, name) {
    this.#id = id;
    this.element = document.querySelector("#door").content.firstElementChild.cloneNode(true);
    this.#find("h2").textContent = name;
    this.#find(".buttons").setAttribute("aria-label", name);
    // Scrollable by keyboard.
    this.#find(".log").tabIndex = 0;
    this.#find(".log").setAttribute("aria-label", `Serial log of ${name}`);
    for (const button of this.element.querySelectorAll("button")) {
      button.addEventListener("click", () => this.#press(button.dataset));
    }
    for (const box of this.element.querySelectorAll("[data-fault]")) {
      box.addEventListener("change", () => {
        this.#post({ action: "fault", fault: { [box.dataset.fault]: box.checked || null } });
      });
    }
    const url = new URL(`/doors/${encodeURIComponent(id)}/watch`, location.href);
    url.protocol = "ws:";
    this.#socket = new WebSocket(url);
    this.#socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(data)));
    this.ended = new Promise((resolve) => {
      this.#socket.addEventListener("close", resolve);
    });
  }

  close() {
    this.#socket.close();
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }

  #press({ action, toggle }) {
    if (action) this.#post({ action });
    else if (this.#door)
      this.#post({ action: TOGGLES[toggle].action[TOGGLES[toggle].on(this.#door) ? 0 : 1] });
  }

  #post(body) {
    fetch(`/doors/${encodeURIComponent(this.#id)}/control`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => this.close());
  }

  #take(message) {
    if (message.type === "snapshot") {
      if (message.log !== undefined) this.#setLog(message.log);
      this.#show(message.snapshot);
    } else if (message.type === "led") this.#showLed(message.led);
    else if (message.type === "bolt") this.element.classList.toggle("unlocked", message.bolt === "unlocked");
    else if (message.type === "log") this.#setLog(this.#log + message.text);
  }

  #show(door) {
    this.#door = door;
    const { classList } = this.element;
    classList.toggle("unlocked", door.bolt === "unlocked");
    classList.toggle("contact-open", door.contact === "open");
    classList.toggle("tampered", door.tamper);
    classList.toggle("is-off", !door.power);
    const cable = door.plugged ? (door.uartOpen ? ", port in use" : "") : ", cable out";
    this.#find(".mode").textContent = `${MODES[door.mode] ?? door.mode}${cable}`;
    const moves = MOVES[door.boltMoves] ?? `moved ${door.boltMoves} times`;
    this.#find(".bolt-text").textContent = `${door.bolt}, ${moves}`;
    this.#find(".contact-text").textContent = door.contact;
    this.#find(".led-text").textContent = door.pattern?.replaceAll("-", " ") ?? (door.led ? "lit" : "dark");
    const stage = door.stage ? `, ${door.stage.replaceAll("-", " ")}` : "";
    this.#find(".program-text").textContent = door.application
      ? `${door.application.version}${stage}`
      : "none running";
    this.#find(".mac-text").textContent = door.mac.match(/../g).join(":");
    this.#find("title").textContent = `The bolt is ${door.bolt}, the door ${door.contact}.`;
    this.#showLed(door.led);
    for (const button of this.element.querySelectorAll("[data-toggle]")) {
      const { on, text } = TOGGLES[button.dataset.toggle];
      button.textContent = text[on(door) ? 0 : 1];
      button.setAttribute("aria-pressed", String(on(door)));
    }
    for (const box of this.element.querySelectorAll("[data-fault]")) {
      box.checked = door.faults[box.dataset.fault] === true;
    }
  }

  /** A pixel is driven far below its full brightness; what counts on a screen is the hue. */
  #showLed(led) {
    const scale = led ? 255 / Math.max(led.red, led.green, led.blue, 1) : 0;
    const channels = led ? [led.red, led.green, led.blue].map((value) => Math.round(value * scale)) : [];
    const colour = led ? `rgb(${channels.join(" ")})` : "";
    this.#find(".led").style.fill = colour;
    this.#find(".glow").style.fill = colour;
  }

  /** A chip says many small things at once; they are drawn together. */
  #setLog(text) {
    this.#log = text.slice(-MAX_LOG);
    if (this.#logScheduled) return;
    this.#logScheduled = true;
    requestAnimationFrame(() => {
      this.#logScheduled = false;
      const view = this.#find(".log");
      const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 40;
      view.textContent = this.#log.replaceAll("\r", "");
      if (atEnd) view.scrollTop = view.scrollHeight;
    });
  }
}
