import {html} from '../html.js';

export function UsersPage() {
  return html`<h1 tabindex="-1">Users</h1>`;
}
