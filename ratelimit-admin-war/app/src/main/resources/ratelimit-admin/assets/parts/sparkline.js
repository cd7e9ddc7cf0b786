import {html} from '../html.js';

const WIDTH = 96;
const HEIGHT = 22;

/** A small line without axes. The label says what it shows; the numbers stand beside it in any case. */
export function Sparkline({values, label}) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const y = value => HEIGHT - 1 - value / most * (HEIGHT - 2);
  const points = values.map((value, i) => `${(i * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return html`
    <svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${label}>
      <polyline points=${points} fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>`;
}
