import {get} from '../../api.js';

/**
 * What to show of a refusal: the error, or what somebody else made of the rule or plan meanwhile.
 *
 * @returns {error, theirs}: theirs is null where it is no longer there, undefined where nobody was faster
 */
export async function theirsOf(error, path) {
  if (![404, 409, 412].includes(error.status)) return {error};
  try {
    return {error: null, theirs: await get(path)};
  } catch (other) {
    return other.status === 404 ? {error: null, theirs: null} : {error: other};
  }
}
