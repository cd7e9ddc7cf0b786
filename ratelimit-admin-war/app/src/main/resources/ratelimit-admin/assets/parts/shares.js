import {number, share} from '../format.js';
import {html} from '../html.js';

/** Parts of a whole as one bar, with what each is and how much: [{id, text, amount}]; id is the class that colours it. */
export function Shares({label, parts}) {
  const whole = parts.reduce((sum, {amount}) => sum + amount, 0);
  return html`
    <figure class="shares">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${placed(parts, whole).map(({id, start, width}) => html`
        <rect key=${id} class=${id} x=${start} y="0" width=${width} height="4" />`)}
      </svg>
      <ul aria-label=${label}>${parts.map(({id, text, amount}) => html`
        <li key=${id}>
          <svg class="swatch" viewBox="0 0 1 1" aria-hidden="true"><rect class=${id} width="1" height="1" /></svg>
          <span>${text}</span> <span class="number">${number(amount)}</span> <span class="number muted">${share(amount, whole)}</span>
        </li>`)}
      </ul>
    </figure>`;
}

/** Where each begins on a bar of a hundred, and how wide it is. */
function placed(parts, whole) {
  let start = 0;
  return parts.map(({id, amount}) => {
    const width = whole ? amount / whole * 100 : 0;
    start += width;
    return {id, start: start - width, width};
  });
}
