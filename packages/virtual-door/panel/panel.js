import { DoorCard } from "./door-card.js";

const RETRY_MS = 1500;
const lost = document.querySelector("#lost");

/** Which Wi-Fi a person has to type for a virtual door. */
async function showAir() {
  const { accessPoints } = await (await fetch("/air")).json();
  const air = document.querySelector("#air");
  air.replaceChildren("Wi-Fi in reach: ");
  accessPoints.forEach(({ ssid, password }, index) => {
    const name = document.createElement("code");
    name.textContent = ssid;
    air.append(index > 0 ? "; " : "", name);
    if (!password) return;
    const secret = document.createElement("code");
    secret.textContent = password;
    air.append(", password ", secret);
  });
  if (accessPoints.length === 0) air.append("none");
}

async function start() {
  try {
    const { doors } = await (await fetch("/doors")).json();
    await showAir();
    lost.hidden = true;
    const cards = doors.map(({ id, name }) => new DoorCard(id, name));
    document.querySelector("#doors").replaceChildren(...cards.map((card) => card.element));
    await Promise.race(cards.map((card) => card.ended));
    for (const card of cards) card.close();
  } catch {
    // The host is not there: said below, and tried again.
  }
  lost.hidden = false;
  setTimeout(start, RETRY_MS);
}

start();
