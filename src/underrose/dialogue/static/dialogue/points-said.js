/* What the list of points says: at the point that was pressed, or above the list; with a way to sign in where that is missing. */
(() => {
  "use strict";
  const root = document.querySelector("[data-points]");
  if (!root) return;
  const said = { ...root.dataset };

  function tell(words, place = root, role = "status") {
    let told = place.querySelector(":scope > [data-part=out]");
    if (!told && words) {
      told = document.createElement("p");
      Object.assign(told, { className: "line-state warning", role });
      told.dataset.part = "out";
      place[place === root ? "prepend" : "append"](told);
    }
    if (told) say(told, words);
  }

  function say(place, words) {
    if (place.textContent.startsWith(words) && words) return; // said again, it would be read out again
    place.textContent = words;
    if (![said.out, said.signedOut].includes(words)) return;
    const link = document.createElement("a");
    Object.assign(link, { href: said.signIn, target: "_blank", rel: "noopener", textContent: said.signInWords });
    place.append(" ", link);
  }

  // Pressed again, it is said again, for whoever hears it.
  function tellAt(row, words) {
    unsay(row);
    tell(words, row, "alert");
    row.querySelector(":scope > [data-part=out]").scrollIntoView({ block: "nearest" });
  }

  const unsay = (row) => row.querySelector(":scope > [data-part=out]")?.remove();

  window.underroseSaid = { tell, say, tellAt, unsay };
})();
