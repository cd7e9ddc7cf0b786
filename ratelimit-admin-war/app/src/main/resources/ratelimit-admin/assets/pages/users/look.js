import {get} from '../../api.js';

/** How many users fill a page. */
export const SIZE = 50;
const MOST = 1_000;
const LONGEST_MILLIS = 10_000;

/**
 * Looks for users until there are enough for a page, all were seen, or it has taken long: Redis finds those of a prefix only by
 * going through all of them, and answers in parts that may be empty.
 *
 * @param onPart told what was found so far, after each part
 * @returns {users, next}: next is the cursor to go on from, null where all were seen
 */
export async function look({prefix, cursor, signal, onPart}) {
  const end = Date.now() + LONGEST_MILLIS;
  let users = [];
  let next = cursor;
  let size = SIZE;
  do {
    const part = await get('ratelimit/users', {prefix, cursor: next, size}, {signal});
    users = [...users, ...part.users];
    next = part.next;
    onPart({users, next});
    // Who finds little looks through more at once.
    size = Math.min(MOST, size * 4);
  } while (next !== null && users.length < SIZE && Date.now() < end);
  return {users, next};
}
