import {html} from '../html.js';

export function ListsPage() {
  return html`<h1 tabindex="-1">Lists</h1>`;
}
