import {html} from '../../html.js';
import {href} from '../../router.js';
import {AppliedRules} from './answer-rules.js';
import {AnswerBuckets} from './answer-buckets.js';
import {Passes} from './passes.js';

const FROM = {'near-cache': 'known to the node', store: 'read from the store'};

/** All that a verdict goes by. */
export function Answer({answer: {charged, explanation: {passes_at: passesAt, mode, profile, list, rules, buckets}}}) {
  return html`
    ${passesAt && html`<p><${Passes} at=${passesAt} /></p>`}
    ${mode !== 'enforce' && html`<p><a href=${href(['health'])}>The switch for everything</a> is on <strong>${mode}</strong>: nobody is denied.</p>`}
    ${list && html`<p><a href=${href(['lists', list.list])}>On the ${list.list} list</a> by entry <code>${list.entry.entry}</code>.</p>`}
    ${buckets.length > 0 && html`<${AnswerBuckets} buckets=${buckets} charged=${charged} />`}
    <${AppliedRules} rules=${rules} />
    <p class="muted">${recordText(profile)} ${profile.remark}</p>`;
}

function recordText({from, plan}) {
  if (from === 'none') return "The user's record was not asked for.";
  return `Plan: ${plan || 'none'}. The user's record was ${FROM[from] || from}.`;
}
