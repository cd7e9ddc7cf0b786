import {beside} from '../rules/faults.js';

/** An error without what is told at the fields; null for none. */
export function unplaced(error, fields) {
  if (!error) return null;
  const {status, message, errors = []} = error;
  const rest = beside(errors, fields);
  return {status, errors: rest, message: errors.length > 0 && rest.length === 0 ? 'The marked fields say what to mend.' : message};
}
