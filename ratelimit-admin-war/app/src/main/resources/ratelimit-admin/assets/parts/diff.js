import {html} from '../html.js';

/** What changed from one text to another, line by line. */
export function Diff({before, after, label = 'Changes'}) {
  return html`
    <pre class="diff" tabindex="0" role="group" aria-label=${label}>${lines(split(before), split(after)).map(([sign, text], i) => html`
      <span key=${i} class=${NAMES[sign]}><span aria-hidden="true">${sign} </span>${NAMES[sign] && html`<span class="hidden">${NAMES[sign]}: </span>`}${text}${'\n'}</span>`)}</pre>`;
}

const split = text => text === '' ? [] : text.split('\n');
const NAMES = {'+': 'added', '-': 'removed', ' ': ''};

/** [[sign, line]] by the longest common subsequence. */
function lines(before, after) {
  const longest = table(before, after);
  const found = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      found.push([' ', before[i++]]);
      j++;
    } else if (j === after.length || (i < before.length && longest[i + 1][j] >= longest[i][j + 1])) {
      found.push(['-', before[i++]]);
    } else {
      found.push(['+', after[j++]]);
    }
  }
  return found;
}

/** How many lines the rests from i and j on have in common. */
function table(before, after) {
  const longest = Array.from({length: before.length + 1}, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      longest[i][j] = before[i] === after[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}
