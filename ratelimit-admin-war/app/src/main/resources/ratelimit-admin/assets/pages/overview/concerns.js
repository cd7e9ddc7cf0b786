import {count, number} from '../../format.js';
import {html} from '../../html.js';
import {UserName} from '../../parts/user.js';
import {href} from '../../router.js';

const MOST = 3;

/** Of a rule's requests, that it may deny and be enforced without much ado. */
const HARMLESS = 0.01;

/**
 * What insights of a report and findings of the self-check say, worst first, in a sentence each.
 *
 * @returns [{key, severity: 'warning' | 'good' | 'note', text, link, action}]
 */
export function concerns(insights, findings = []) {
  const all = [...findings.map(finding), ...(insights ? fromInsights(insights) : [])];
  const order = ['warning', 'good', 'note'];
  return all.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function finding({severity, code, message, remedy}) {
  return {key: `finding ${code} ${message}`, severity: severity === 'warning' ? 'warning' : 'note', text: `${message} ${remedy}`, link: href(['health']), action: 'Health'};
}

function fromInsights(insights) {
  return [
    ...insights.always_denying.slice(0, MOST).map(alwaysDenying),
    ...insights.shadow.filter(rule => rule.requests > 0).slice(0, MOST).map(shadow),
    ...insights.suggested_limits.filter(isTight(insights)).slice(0, MOST).map(tight),
    ...insights.near_limit.slice(0, MOST).map(near),
    ...neverMatched(insights.never_matched),
  ];
}

/** Not of those of which more is said already. */
function isTight({always_denying: denying, shadow}) {
  const told = new Set([...denying, ...shadow].map(({rule}) => rule));
  return ({rule, p99, current}) => p99 > current && !told.has(rule);
}

const code = id => html`<code>${id}</code>`;

function alwaysDenying({rule, requests}) {
  return {key: `denying ${rule}`, severity: 'warning', text: html`${code(rule)} denied every one of its ${count(requests, 'request')}.`, ...toRule(rule)};
}

function shadow({rule, share, verdict}) {
  return {key: `shadow ${rule}`, severity: share <= HARMLESS ? 'good' : 'note', text: html`${code(rule)} is in shadow: ${verdict}.`, ...toRule(rule)};
}

function tight({rule, limit, window, current, p99, suggested}) {
  const text = html`Users want up to ${number(p99)} in ${window} of ${code(rule)}, which allows ${number(current)}; ${number(suggested)} would fit.`;
  return {key: `tight ${rule} ${limit}`, severity: 'note', text, ...toRule(rule)};
}

function near({rule, user_id: id, requests}) {
  const text = html`<${UserName} id=${id} /> came near the limit of ${code(rule)} with ${count(requests, 'request')}.`;
  return {key: `near ${rule} ${id}`, severity: 'note', text, link: href(['users', id]), action: 'See the user'};
}

function neverMatched(rules) {
  if (rules.length === 0) return [];
  const named = rules.slice(0, MOST).map((rule, i) => html`${i > 0 && ', '}${code(rule)}`);
  const rest = rules.length > MOST && ` and ${number(rules.length - MOST)} more`;
  const text = html`No request of the last day met ${named}${rest}.`;
  const where = rules.length === 1 ? toRule(rules[0]) : {link: href(['reports']), action: 'See the report'};
  return [{key: 'never matched', severity: 'note', text, ...where}];
}

function toRule(rule) {
  return {link: href(['rules', rule]), action: 'See the rule'};
}
