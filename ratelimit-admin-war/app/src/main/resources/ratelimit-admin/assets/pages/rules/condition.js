/** Conditions of rules: in words, and as the rows of a form. */

/** What a row can ask for: [field, label, whether it has a name of its own, an example]. */
export const FIELDS = [
  ['path', 'Path', false, '/api/**, /orders/{id}'],
  ['method', 'Method', false, 'GET, POST'],
  ['plan', 'Plan', false, 'free, trial-*'],
  ['ip', 'Address', false, '10.0.0.0/8'],
  ['header', 'Header', true, 'mobile*'],
  ['user', 'User', false, 'alice, test-*'],
  ['query', 'Parameter', true, 'true'],
  ['cookie', 'Cookie', true, '*'],
  ['attribute', 'Attribute', true, 'acme'],
  ['resource', 'Resource', false, 'OrdersResource.create'],
  ['app', 'Application', false, 'shop*'],
];

const PLAIN = new Set(FIELDS.filter(([, , named]) => !named).map(([field]) => field));
const NAMED = new Set(FIELDS.filter(([, , named]) => named).map(([field]) => field));

/**
 * The parts of a condition, all of which must hold.
 *
 * @returns [{at, field, name, values, not}], or {at, raw} for a part that no row can show; at is its place in the rule
 */
export function rowsOf(when, at = 'when') {
  if (when === undefined) return [];
  if (!isObject(when) || Object.keys(when).length === 0) return [{at, raw: when}];
  return Object.entries(when).flatMap(([field, value]) => {
    const here = `${at}.${field}`;
    if (field === 'all' && Array.isArray(value) && value.length > 0) return value.flatMap((one, i) => rowsOf(one, `${here}[${i}]`));
    return simple(field, value, here) || negated(field, value, here) || [{at: here, raw: {[field]: value}}];
  });
}

/** The condition that rows make; undefined for every request. */
export function whenOf(rows) {
  const all = rows.map(part);
  return all.length > 1 ? {all} : all[0];
}

/** A condition in a few words. */
export function conditionText(when) {
  return when === undefined ? 'Every request' : words(when);
}

function simple(field, value, at) {
  if (PLAIN.has(field)) return usable(value) && [{at, field, name: '', values: list(value), not: false}];
  if (!NAMED.has(field) || !isObject(value) || Object.keys(value).length === 0 || !Object.values(value).every(usable)) return null;
  return Object.entries(value).map(([name, values]) => ({at: `${at}.${name}`, field, name, values: list(values), not: false}));
}

function negated(field, value, at) {
  if (field !== 'not' || !isObject(value)) return null;
  const rows = rowsOf(value, at);
  return rows.length === 1 && rows[0].field && !rows[0].not && !('all' in value) ? [{...rows[0], not: true}] : null;
}

function part({raw, field, name, values, not}) {
  if (!field) return raw;
  const one = {[field]: NAMED.has(field) ? {[name]: values} : values};
  return not ? {not: one} : one;
}

/** Whether a text with commas can say it. */
function usable(value) {
  return list(value).every(one => typeof one === 'string' && !one.includes(',') && one === one.trim());
}

function words(when) {
  if (!isObject(when)) return JSON.stringify(when);
  return Object.entries(when).map(([field, value]) => word(field, value)).join(' and ');
}

function word(field, value) {
  if (field === 'all' && Array.isArray(value)) return value.map(words).join(' and ');
  if (field === 'any' && Array.isArray(value)) return `(${value.map(words).join(' or ')})`;
  if (field === 'not') return `not ${words(value)}`;
  if (field === 'time') return `time ${time(value)}`;
  if (NAMED.has(field) && isObject(value)) return Object.entries(value).map(([name, one]) => `${field} ${name} is ${or(one)}`).join(' and ');
  return `${field} ${or(value)}`;
}

function time(value) {
  if (!isObject(value)) return JSON.stringify(value);
  const span = value.from || value.to ? `${value.from ?? '00:00'} to ${value.to ?? '24:00'}` : '';
  return [list(value.days ?? []).join(', '), span, value.zone].filter(Boolean).join(' ');
}

const or = value => isObject(value) ? JSON.stringify(value) : list(value).join(' or ');
const list = value => Array.isArray(value) ? value : [value];
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
