import {html} from '../html.js';
import {href} from '../router.js';

/** Which page came before the one that a link leads to, as far as that was seen: {address: address}. */
const before = new Map();

/**
 * The ways to the next page, the one before, and the first, of what is read by cursor. All are links, so that the way back leads through them.
 *
 * @param name the parameter of the route that holds the cursor
 * @param next the cursor of the next page, null after the last
 */
export function Pager({label, path, parameters, name, next}) {
  const given = Object.fromEntries(parameters);
  const here = href(path, given);
  const first = href(path, {...given, [name]: ''});
  const after = next && href(path, {...given, [name]: next});
  if (after && after !== here) before.set(after, here);
  if (here === first && !after) return null;
  const previous = before.get(here);
  return html`
    <nav class="pages" aria-label=${label}>
      ${here !== first && html`<a href=${first}>First page</a>`}
      ${here !== first && previous && previous !== first && html`<a href=${previous}>Previous page</a>`}
      ${after ? html`<a href=${after}>Next page</a>` : html`<span class="muted">Last page</span>`}
    </nav>`;
}
