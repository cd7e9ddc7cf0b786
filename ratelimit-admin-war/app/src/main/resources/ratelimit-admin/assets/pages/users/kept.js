import {html} from '../../html.js';
import {Time} from '../../parts/time.js';

/**
 * An instant in the life of a user, a dash where none was kept: the server tells the beginning of 1970 for that.
 *
 * @param at an instant or milliseconds
 * @param as how to show one
 */
export function Kept({at, as: shown = Time}) {
  return at && new Date(at).getTime() > 0 ? html`<${shown} at=${at} />` : '–';
}
