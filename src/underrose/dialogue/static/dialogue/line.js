/* One line of the keyboard: "r! text" is a recommendation, "r2! text" one under the second theme, "3! text" the third kind.

   A letter or a figure, then a figure for the theme if there is one, then an exclamation mark. Figures serve keyboards that
   have no Latin letters. Anything else is the text itself. */
(() => {
  "use strict";
  const MARK = /^\s*(?<kind>[a-z]|\p{Nd})(?<theme>\p{Nd}{1,2})?\s*[!！]\s*/iu;

  // What a digit of any script is worth: its distance from the zero of its own ten.
  function worth(digit) {
    let steps = 0;
    while (steps < 9 && /\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0) - steps - 1))) steps += 1;
    return steps;
  }
  const number = (digits) => [...(digits || "")].reduce((sum, digit) => sum * 10 + worth(digit), 0);

  window.underroseLine = {
    /* {kind, theme, words}: kind is a letter or the number of a kind from 1, or null; theme the number of a theme, or null. */
    read(text) {
      const found = MARK.exec(text);
      if (!found) return { kind: null, theme: null, words: text };
      const { kind, theme } = found.groups;
      const isLetter = /[a-z]/i.test(kind);
      return {
        kind: isLetter ? kind.toLowerCase() : number(kind),
        theme: theme ? number(theme) : null,
        words: text.slice(found[0].length),
      };
    },
  };
})();
