import {html} from '../html.js';

/** In place of what there is none of: what to do next. */
export function Empty({title, children}) {
  return html`<div class="empty"><p><strong>${title}</strong></p><p>${children}</p></div>`;
}
