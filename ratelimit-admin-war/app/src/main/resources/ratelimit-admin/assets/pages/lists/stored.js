import {get} from '../../api.js';
import {exactTime} from '../../format.js';

const SHOWN = ['entry', 'reason', 'author', 'expires_at'];

/** The entry that a list has now; null for none. */
export async function stored(path, entry, signal) {
  try {
    return await get(path, {entry}, {signal});
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

/** Whether two entries, or none, say the same. */
export function isSame(one, other) {
  return one === other || (one !== null && other !== null && SHOWN.every(field => one[field] === other[field]));
}

/** An entry as people read it, one line for each thing; none is no line. */
export function linesOf(entry) {
  if (entry === null) return '';
  const {reason, author, expires_at: end} = entry;
  return [`Entry: ${entry.entry}`, `Reason: ${reason || 'none given'}`, `By: ${author || '–'}`, `Ends: ${end ? exactTime(end) : 'never'}`].join('\n');
}
