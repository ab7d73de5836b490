/* The words of these notes were destroyed: what waits on this device for them opens for nobody, and goes, with the page that was kept. */
(async () => {
  "use strict";
  const place = document.querySelector("[data-gone]"), { underroseQueue: queue } = window;
  if (!place || !queue) return;
  await queue.forget(place.dataset.gone, place.dataset.scope);
  place.textContent = place.dataset.wiped;
})();
