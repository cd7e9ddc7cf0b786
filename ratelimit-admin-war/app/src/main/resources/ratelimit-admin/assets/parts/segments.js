import {html} from '../html.js';

/** One choice of a few that stand side by side: [[value, text]]. */
export function Segments({label, value, options, onChoose}) {
  return html`
    <div class="segments" role="group" aria-label=${label}>${options.map(([key, text]) => html`
      <button key=${key} type="button" aria-pressed=${key === value ? 'true' : 'false'} onClick=${() => onChoose(key)}>${text}</button>`)}
    </div>`;
}
