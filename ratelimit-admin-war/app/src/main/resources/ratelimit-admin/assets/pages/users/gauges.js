import {count} from '../../format.js';
import {html, useMemo, useState} from '../../html.js';
import {Empty} from '../../parts/empty.js';
import {TextField} from '../../parts/field.js';
import {Gauge} from './gauge.js';
import {OtherRules} from './other-rules.js';

const FEW = 12;

/** What is left to a user under every rule that counts by nothing but the user. Those in use come first. */
export function Gauges({buckets, others, at}) {
  const [text, setText] = useState('');
  const [most, setMost] = useState(FEW);
  const policies = buckets.map(bucket => bucket.policy).join('\n');
  // The order is made once for a set of buckets: none changes places while one looks.
  const order = useMemo(() => inUseFirst(buckets), [policies]);
  const byPolicy = new Map(buckets.map(bucket => [bucket.policy, bucket]));
  const fitting = order.filter(policy => policy.toLowerCase().includes(text.toLowerCase()));
  const shown = fitting.slice(0, most);
  return html`
    <section class="panel" aria-labelledby="gauges">
      <header>
        <h2 id="gauges">Left now</h2>
        <span class="muted">${count(buckets.length, 'bucket')}</span>
      </header>
      ${buckets.length === 0 && html`<${Empty} title="No rule counts by the user alone.">What other rules say, “Why was I denied?” tells for a request.</${Empty}>`}
      ${buckets.length > FEW && html`<div class="fields"><${TextField} label="Find a rule" type="search" value=${text} onInput=${setText} /></div>`}
      <ul class="gauges">${shown.map(policy => html`<${Gauge} key=${policy} bucket=${byPolicy.get(policy)} at=${at} />`)}</ul>
      ${buckets.length > 0 && fitting.length === 0 && html`<p class="muted" role="status">No rule has that in its name.</p>`}
      ${fitting.length > most && html`
        <p class="more"><button type="button" class="quiet" onClick=${() => setMost(most * 4)}>Show more of ${count(fitting.length, 'bucket')}</button></p>`}
      <${OtherRules} rules=${others} />
    </section>`;
}

function inUseFirst(buckets) {
  const used = buckets.filter(({remaining, limit}) => remaining < limit);
  const full = buckets.filter(({remaining, limit}) => remaining >= limit);
  return [...used, ...full].map(bucket => bucket.policy);
}
