/** What the form of a user's plan and own limits holds, and how it is read and written. */
import {END_NEVER, endFrom, endOf} from '../../parts/end.js';

/** The fields of a limit of each algorithm: [field, label, help, whether it is a number]. */
export const LIMIT_FIELDS = {
  token: [['capacity', 'At once', 'The size of the bucket.', true], ['refill_rate', 'Per second', 'How much comes back, such as 5 or 0.1.', true]],
  leaky: [['capacity', 'At once', 'The size of the bucket.', true], ['leak_rate', 'Per second', 'How much leaks out, such as 5 or 0.1.', true]],
  ...Object.fromEntries(['fixed_window', 'sliding_window_log', 'sliding_window_counter'].map(name =>
    [name, [['limit', 'Requests', 'In each window.', true], ['window', 'Window', 'Such as 10s, 1m or 1h.', false]]])),
};

/** What the form shows of a user; of null, one that is new. */
export function draftOf(user) {
  const overrides = Object.entries(user?.overrides ?? {}).map(([rule, limits]) => ({rule, text: textOf(limits)}));
  const [limit] = user?.limits ?? [];
  return {plan: user?.plan ?? '', limit: limit ?? {}, overrides, end: user ? endFrom(user.until) : END_NEVER, note: user?.note ?? ''};
}

/**
 * What to send.
 *
 * @param algorithm of rule default
 * @throws OverrideFault naming an override that is no JSON
 */
export function bodyOf({plan, limit, overrides, end, note}, algorithm) {
  const isGiven = LIMIT_FIELDS[algorithm].some(([field]) => (limit[field] ?? '') !== '');
  return {
    plan: plan || null,
    limits: isGiven ? [{algorithm, ...limitOf(limit, algorithm)}] : [],
    overrides: Object.fromEntries(overrides.filter(({rule, text}) => rule || text).map(({rule, text}) => [rule.trim(), limitsOf(rule, text)])),
    until: endOf(end)?.replace('.000Z', 'Z') ?? null,
    note,
  };
}

/** An override that cannot be read: message says why, rule which one. */
export class OverrideFault extends Error {
  constructor(rule, message) {
    super('The limits of a rule cannot be read.');
    this.errors = [{field: `overrides.${rule}`, message}];
  }
}

/** What was typed, with numbers where numbers are meant; what is none goes as it is, and the server says so. */
function limitOf(limit, algorithm) {
  const {algorithm: other, ...rest} = limit;
  const kept = other === undefined || other === algorithm ? rest : {};
  for (const [field, , , isNumber] of LIMIT_FIELDS[algorithm]) {
    const typed = limit[field];
    if (typed === undefined || typed === '') delete kept[field];
    else kept[field] = isNumber && String(typed).trim() !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed;
  }
  return kept;
}

/** '200/1m' is one limit, lines are several, and JSON is as in a rules file. */
function limitsOf(rule, text) {
  const given = text.trim();
  if (given === '') throw new OverrideFault(rule, 'The limits are missing, such as 200/1m.');
  if (!/^[[{]/.test(given)) return given.split(/\n|,/).map(line => line.trim()).filter(Boolean);
  try {
    const parsed = JSON.parse(given);
    return Array.isArray(parsed) || parsed.limits ? parsed : [parsed];
  } catch (error) {
    throw new OverrideFault(rule, `This is no JSON: ${error.message}`);
  }
}

function textOf(limits) {
  return Array.isArray(limits) && limits.length === 1 ? JSON.stringify(limits[0]) : JSON.stringify(limits, null, 2);
}
