import {number} from '../../format.js';
import {html} from '../../html.js';

/** From page to page; nothing where there is but one. */
export function Pager({page, pages, onPage}) {
  if (pages === 1) return null;
  return html`
    <nav class="rule-pager" aria-label="Pages of the list">
      <button type="button" class="quiet" disabled=${page === 1} onClick=${() => onPage(page - 1)}>Previous</button>
      <span>Page ${number(page)} of ${number(pages)}</span>
      <button type="button" class="quiet" disabled=${page === pages} onClick=${() => onPage(page + 1)}>Next</button>
    </nav>`;
}
