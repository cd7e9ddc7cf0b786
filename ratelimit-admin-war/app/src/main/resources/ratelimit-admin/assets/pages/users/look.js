import {get} from '../../api.js';

/** How many users fill a page. */
export const SIZE = 50;
const MOST = 1_000;
const LONGEST_MILLIS = 30_000;

/**
 * Looks for users until there are enough for a page, all were seen, or it has taken long: Redis finds those of a prefix only by
 * going through all of them, and answers in parts that may be empty.
 *
 * @param onPart told what was found so far, after each part
 * @returns {users, next, seen}: next is the cursor to go on from, null where all were seen; seen is about how many were
 */
export async function look({prefix, cursor, signal, onPart}) {
  const end = Date.now() + LONGEST_MILLIS;
  let users = [];
  let next = cursor;
  let size = SIZE;
  let seen = 0;
  do {
    const part = await get('ratelimit/users', {prefix, cursor: next, size}, {signal});
    users = [...users, ...part.users];
    next = part.next;
    seen += size;
    onPart({users, next, seen});
    // Who finds little looks through more at once.
    size = Math.min(MOST, size * 4);
  } while (next !== null && users.length < SIZE && Date.now() < end);
  return {users, next, seen};
}
