import {serverNow} from '../../api.js';
import {html} from '../../html.js';
import {RelativeTime, useNow} from '../../parts/time.js';

/** When something ends: it counts down by itself, and says when it is over. */
export function Ends({at}) {
  useNow(1_000);
  if (!at) return html`<span class="muted">never</span>`;
  if (new Date(at).getTime() <= serverNow()) return html`<span class="badge">ended</span> <${RelativeTime} at=${at} />`;
  return html`<${RelativeTime} at=${at} />`;
}
