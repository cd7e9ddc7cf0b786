import {html} from '../html.js';
import {href} from '../router.js';
import {Entries} from './lists/entries.js';
import {LISTS} from './lists/kinds.js';

/** Who is denied and who passes, whatever the rules say. */
export function ListsPage({path: [name = 'deny'], parameters}) {
  const list = LISTS[name] ? name : 'deny';
  return html`
    <div class="head">
      <h1 tabindex="-1">Lists</h1>
      <nav class="tabs" aria-label="Lists">
        ${Object.entries(LISTS).map(([id, {label}]) => html`
          <a key=${id} href=${href(['lists', id])} aria-current=${id === list ? 'page' : null}>${label}</a>`)}
      </nav>
    </div>
    <${Entries} key=${list} list=${list} parameters=${parameters} />`;
}
