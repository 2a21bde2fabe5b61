// Words as the rule counts them (proposals/forms/values.py): runs between gaps with a letter or a digit in them.
const GAPS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/;
const COUNTS = /[\p{L}\p{N}]/u;

function countWords(text) {
  return text.split(GAPS).filter((run) => COUNTS.test(run)).length;
}
