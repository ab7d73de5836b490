/* Points that wait on this device for notes that take none now: how many, and a way to be rid of them. Their words nobody can read here. */
(() => {
  "use strict";
  const place = document.querySelector("[data-on-device]"), queue = window.underroseQueue;
  if (!place || !queue) return;
  const words = place.querySelector("[role=status]"), { note, waiting, sure, wiped } = place.dataset;

  async function draw() {
    const { length } = note ? await queue.rows(note) : await queue.all();
    if (length) words.textContent = `${waiting} ${length}.`;
    place.hidden = !length;
  }

  place.querySelector("button").addEventListener("click", async () => {
    if (!confirm(sure)) return;
    await queue.wipe();
    await draw();
    place.hidden = false;
    words.textContent = wiped;
    place.querySelector("button").hidden = true;
  });
  draw();
})();
