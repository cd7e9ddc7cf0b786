import {number, share} from '../../format.js';
import {html} from '../../html.js';
import {storeOf} from '../health/nodes.js';
import {countsOn} from './counts-on.js';

const SHOWN = 6;

const STATES = {
  lost: {text: 'Redis lost', tone: 'denied'},
  memory: {text: 'in this JVM', tone: ''},
  redis: {text: 'answers', tone: 'allowed'},
};

/** How Redis and the nodes are, and how often nodes need not ask. */
export function Stores({analytics, nodes, lost}) {
  const store = STATES[countsOn(analytics.store, nodes, lost)];
  return html`
    <ul class="facts">
      <li><span>Store</span> <span class="badge ${store.tone}">${store.text}</span></li>
      ${nodes?.slice(0, SHOWN).map(node => html`
        <li key=${node.node}>
          <span>${node.host}${node.app && html` <span class="muted">${node.app}</span>`}</span>
          <span class="badge ${storeOf(node).tone}">${storeOf(node).text}</span>
        </li>`)}
      ${nodes?.length > SHOWN && html`<li class="muted">and ${number(nodes.length - SHOWN)} more nodes</li>`}
      <li><span>Denials known without asking Redis</span> ${rate(analytics.near_caches?.denials)}</li>
      <li><span>Users known without asking Redis</span> ${rate(analytics.near_caches?.profiles)}</li>
    </ul>`;
}

function rate(cache) {
  if (!cache || cache.rate === null) return html`<span class="muted">nothing asked</span>`;
  return html`<span class="number" title=${`${number(cache.hits)} of ${number(cache.hits + cache.misses)}`}>${share(cache.hits, cache.hits + cache.misses)}</span>`;
}
