/** Drafts of rules: what the form and the JSON beside it both show. */

/** Fields that the server adds to a rule, and that say nothing about what it does. */
const ADDED = ['origin', 'findings', 'version', 'created_at', 'updated_at'];

const ORDER = [
  'id', 'description', 'enabled', 'priority', 'mode', 'enforce_percent', 'when', 'key', 'limits', 'cost', 'count_when',
  'on_store_failure', 'final',
];

/** Where a new one begins: in shadow, so that nobody is denied by what is not finished. */
export const NEW_RULE = {
  id: '',
  description: '',
  enabled: true,
  priority: 100,
  mode: 'shadow',
  enforce_percent: 100,
  key: ['user'],
  limits: [{algorithm: 'token', capacity: 20, refill_rate: 5}],
  cost: 1,
  on_store_failure: 'local',
  final: false,
};

/** The rule itself of what the server answered. */
export function ruleOf(answer) {
  return Object.fromEntries(Object.entries(answer).filter(([field]) => !ADDED.includes(field)));
}

/** What If-Match has to name to change it. */
export const versionOf = answer => `"${answer.version ?? 0}"`;

/** The rule with another value in one field, all else as it is; undefined takes the field away. */
export function withField(rule, field, value) {
  if (value === undefined || field in rule) {
    return Object.fromEntries(Object.entries(rule).filter(([name]) => name !== field || value !== undefined)
      .map(([name, old]) => [name, name === field ? value : old]));
  }
  const fields = Object.entries(rule);
  const later = fields.findIndex(([name]) => ORDER.indexOf(name) > ORDER.indexOf(field));
  fields.splice(later < 0 || !ORDER.includes(field) ? fields.length : later, 0, [field, value]);
  return Object.fromEntries(fields);
}

/** The list with another value at i; undefined takes it away. */
export function withItem(list, i, value) {
  return list.flatMap((old, j) => j !== i ? [old] : value === undefined ? [] : [value]);
}

/** What was typed as a number where it is one, else as it was typed; nothing is undefined. */
export function typed(text) {
  const plain = text.trim();
  if (plain === '') return undefined;
  return Number.isFinite(Number(plain)) && /\d/.test(plain) ? Number(plain) : text;
}

/** 'a, b' as a list. */
export const listOf = text => text.split(',').map(one => one.trim()).filter(Boolean);
