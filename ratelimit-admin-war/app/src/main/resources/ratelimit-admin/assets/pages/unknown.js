import {html} from '../html.js';
import {href} from '../router.js';

/** For addresses that lead nowhere. */
export function UnknownPage() {
  return html`
    <h1 tabindex="-1">There is no such page</h1>
    <p>The address leads nowhere. <a href=${href([])}>Go to the overview</a>.</p>`;
}
