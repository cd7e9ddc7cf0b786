/** Which rules of a list are looked for. */
import {limitText} from '../../format.js';
import {conditionText} from './condition.js';
import {modeKey} from './rollout.js';

export const PAGE = 50;

/** Rules with what they are found by, made once for all that is typed later. */
export function index(rules) {
  return rules.map((rule, i) => {
    const when = conditionText(rule.when);
    const text = [rule.id, rule.description, when, ...rule.key, ...rule.limits.map(limitText)].join('\n').toLowerCase();
    return {rule, place: i + 1, when, text};
  });
}

/** Findings that are of none of the rules, such as those about plans. */
export function findingsBeside({rules, findings}) {
  const told = new Set(rules.flatMap(rule => rule.findings.map(finding => `rule ${rule.id}: ${finding}`)));
  return findings.filter(finding => !told.has(finding));
}

/** @param filter {q, mode, origin, findings}, empty where all will do */
export function matching(entries, {q = '', mode = '', origin = '', findings = ''}) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({rule, text}) =>
    words.every(word => text.includes(word))
    && (!mode || modeKey(rule) === mode)
    && (!origin || rule.origin === origin)
    && (!findings || rule.findings.length > 0));
}
