import {html} from '../html.js';
import {UserPage} from './users/user.js';
import {Search} from './users/search.js';

/** Finding users, and one of them. */
export function UsersPage({path: [id], parameters}) {
  return id === undefined
    ? html`<${Search} parameters=${parameters} />`
    : html`<${UserPage} key=${id} id=${id} parameters=${parameters} />`;
}
