import {html} from '../../html.js';
import {Time} from '../../parts/time.js';

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/**
 * Whether the request passes, in a sentence of the server.
 *
 * @param buckets of the status, which know what a request costs that was only looked at
 */
export function Verdict({answer: {allowed, charged, explanation: {summary, buckets: asked}}, buckets}) {
  const spent = charged ? [] : asked.filter(({enforced, before, rule, policy}) => enforced && before !== null && before < costOf(rule, policy, buckets));
  const passes = allowed && spent.length === 0;
  return html`
    <p class="summary">
      <span class="badge ${passes ? 'allowed' : 'denied'}">${passes ? 'Passes' : 'Denied'}</span> <strong><${Sentence} text=${summary} /></strong>
    </p>
    ${allowed && spent.length > 0 && html`<p>A look costs 0 and always fits, but a real request would be denied now by ${names(spent)}.</p>`}`;
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
