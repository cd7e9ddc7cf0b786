import {html} from '../html.js';
import {href} from '../router.js';

/** A user's id, and the way to the user's page. */
export function User({id}) {
  return html`<a href=${href(['users', id])}>${id}</a>`;
}
