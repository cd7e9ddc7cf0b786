import {number, share} from '../../format.js';
import {html} from '../../html.js';
import {storeOf} from '../health/nodes.js';

const SHOWN = 6;

/** How Redis and the nodes are, and how often nodes need not ask. */
export function Stores({analytics, nodes, lost}) {
  return html`
    <ul class="facts">
      <li><span>Store</span> ${redis(analytics.store, nodes, lost)}</li>
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

function redis({reachable}, nodes, lost) {
  if (lost || !reachable) return html`<span class="badge denied">Redis lost</span>`;
  if (nodes?.find(node => node.self)?.store === 'memory') return html`<span class="badge">in this JVM</span>`;
  return html`<span class="badge allowed">answers</span>`;
}

function rate(cache) {
  if (!cache || cache.rate === null) return html`<span class="muted">nothing asked</span>`;
  return html`<span class="number" title=${`${number(cache.hits)} of ${number(cache.hits + cache.misses)}`}>${share(cache.hits, cache.hits + cache.misses)}</span>`;
}
