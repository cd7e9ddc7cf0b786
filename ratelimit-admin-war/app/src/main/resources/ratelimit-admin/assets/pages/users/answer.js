import {html} from '../../html.js';
import {Time} from '../../parts/time.js';
import {href} from '../../router.js';
import {AppliedRules} from './answer-rules.js';
import {AnswerBuckets} from './answer-buckets.js';
import {Passes} from './passes.js';

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;
const FROM = {'near-cache': 'known to the node', store: 'read from the store', none: 'not read'};

/** What the server says about a request: first the sentence, then all that it goes by. */
export function Answer({answer, buckets}) {
  const {allowed, charged, explanation: {summary, passes_at: passesAt, mode, profile, list, rules, buckets: asked}} = answer;
  const spent = charged ? [] : asked.filter(({enforced, before, rule, policy}) => enforced && before !== null && before < costOf(rule, policy, buckets));
  const passes = allowed && spent.length === 0;
  return html`
    <div class="answer">
      <p class="summary">
        <span class="badge ${passes ? 'allowed' : 'denied'}">${passes ? 'Passes' : 'Denied'}</span> <strong><${Sentence} text=${summary} /></strong>
      </p>
      ${allowed && spent.length > 0 && html`<p>A look costs 0 and always fits, but a real request would be denied now by ${names(spent)}.</p>`}
      ${passesAt && html`<p><${Passes} at=${passesAt} /></p>`}
      ${mode !== 'enforce' && html`<p><a href=${href(['health'])}>The switch for everything</a> is on <strong>${mode}</strong>: nobody is denied.</p>`}
      ${list && html`<p><a href=${href(['lists', list.list])}>On the ${list.list} list</a> by entry <code>${list.entry.entry}</code>.</p>`}
      ${asked.length > 0 && html`<${AnswerBuckets} buckets=${asked} charged=${charged} />`}
      <${AppliedRules} rules=${rules} />
      <p class="muted">Plan: ${profile.plan || 'none'}. The user's record: ${FROM[profile.from] || profile.from}. ${profile.remark}</p>
    </div>`;
}

/** A sentence of the server, with its instants in the reader's zone. */
function Sentence({text}) {
  return text.split(INSTANT).map((piece, i) => i % 2 ? html`<${Time} key=${i} at=${piece} />` : piece);
}

/** What a request costs under a policy, as far as the status tells. */
function costOf(rule, policy, buckets) {
  return (buckets.find(bucket => bucket.policy === policy) ?? buckets.find(bucket => bucket.rule === rule))?.cost ?? 1;
}

const names = buckets => [...new Set(buckets.map(({policy}) => policy))].join(', ');
