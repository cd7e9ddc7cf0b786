/** What the server says about fields, told at them. */

/** Errors of the first rule of a set, or of a draft, as those of the rule. */
export function ofTheFirst(errors) {
  return errors.filter(({field}) => !/^rules\[[1-9]/.test(field)).map(({field, message}) => ({field: field.replace(/^rules\[0]\.?|^rule\.?/, ''), message}));
}

/** What is wrong with a field itself; null for nothing. */
export function about(errors, field) {
  return errors.find(error => error.field === field)?.message ?? null;
}

/** What is wrong with a field or with something in it; null for nothing. */
export function within(errors, field) {
  return errors.find(error => isIn(error.field, field))?.message ?? null;
}

/** Those that are in none of the fields. */
export function beside(errors, fields) {
  return errors.filter(error => !fields.some(field => isIn(error.field, field)));
}

function isIn(place, field) {
  return place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);
}
