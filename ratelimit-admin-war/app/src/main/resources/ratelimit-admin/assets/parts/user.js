import {html} from '../html.js';
import {href} from '../router.js';

const LONGEST = 24;
const TAIL = 4;

/** The id of a user, shortened where it is long, with the whole id when pointed at or read aloud; a link to the user's page. */
export function User({id}) {
  if (isFingerprint(id)) return html`<${UserName} id=${id} />`;
  return html`<a href=${href(['users', id])}><${UserName} id=${id} /></a>`;
}

/** The same without the link. */
export function UserName({id}) {
  const short = shortUser(id);
  if (short === id) return html`<span class="user">${id}</span>`;
  return html`<span class="user" title=${id}><span aria-hidden="true">${short}</span><span class="hidden">${id}</span></span>`;
}

/** Whether it stands for a user whose id was not kept. */
export const isFingerprint = id => id.startsWith('#');

/** 'key:34d067~…9kFyA': the beginning, which tells users apart, and the end. */
export function shortUser(id) {
  const letters = [...id];
  if (letters.length <= LONGEST) return id;
  return `${letters.slice(0, LONGEST - TAIL - 1).join('')}…${letters.slice(-TAIL).join('')}`;
}
