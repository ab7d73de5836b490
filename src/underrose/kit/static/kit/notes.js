/* A footnote opens where it is cited, without moving the page. Without this script its link does the same and the page moves a little. */
(() => {
  "use strict";
  const note = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.note-mark, a.note-close");
    if (!link) return;
    const isMark = link.matches(".note-mark");
    const mark = isMark ? link : note(link), opened = isMark ? note(link) : link.closest(".note-text");
    if (!mark || !opened) return;
    event.preventDefault();
    const isOpen = getComputedStyle(opened).display === "none";
    opened.classList.toggle("is-open", isOpen);
    opened.classList.toggle("is-shut", !isOpen);
    mark.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark.focus();
  });
})();
