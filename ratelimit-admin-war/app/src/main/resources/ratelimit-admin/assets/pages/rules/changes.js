/** Changes of the history: what each did, and what going back would do. */
import {ruleOf} from './draft.js';

/** [{id, before, after}] of one change; null where there was, or is, no rule. */
export function changed({before, after}) {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.map(id => ({id, before: rule(before[id]), after: rule(after[id])}));
}

/**
 * What going back to a version changes.
 *
 * @param changes all of the history, latest first
 */
export function undone(changes, version) {
  const later = new Map();
  for (const change of changes.filter(one => one.version > version)) {
    for (const {id, before, after} of changed(change)) {
      later.set(id, {id, before: later.has(id) ? later.get(id).before : after, after: before});
    }
  }
  return [...later.values()].filter(one => JSON.stringify(one.before) !== JSON.stringify(one.after));
}

/** 'added', 'deleted' or 'changed'. */
export function kindOf({before, after}) {
  if (before === null) return 'added';
  return after === null ? 'deleted' : 'changed';
}

/** Without the version and the times, which differ in any case. */
function rule(answer) {
  return answer === undefined ? null : typeof answer === 'object' ? ruleOf(answer) : answer;
}
