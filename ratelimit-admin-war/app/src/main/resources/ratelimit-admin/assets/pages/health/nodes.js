import {html} from '../../html.js';
import {Empty} from '../../parts/empty.js';
import {Table} from '../../parts/table.js';
import {RelativeTime, Time} from '../../parts/time.js';
import {MODES} from './modes.js';

const STORES = {
  redis: {text: 'Redis', tone: 'allowed'},
  local: {text: 'Redis lost, decides alone', tone: 'denied'},
  memory: {text: 'in this JVM', tone: ''},
};

const COLUMNS = [
  {title: 'Node', header: true, cell: node => html`${node.host} ${node.self && html`<span class="badge">answers here</span>`}`},
  {title: 'Application', cell: node => node.app || '–'},
  {title: 'Counts on', cell: node => html`<span class="badge ${storeOf(node).tone}">${storeOf(node).text}</span>`},
  {title: 'Mode', cell: node => MODES[node.mode]?.label || node.mode},
  {title: 'Rules', number: true, cell: node => `version ${node.rules_version}`},
  {title: 'Version', cell: node => html`${node.version} <span class="muted">Java ${node.java}</span>`},
  {title: 'Started', cell: node => html`<${Time} at=${node.started_at} />`},
  {title: 'Seen', cell: node => html`<${RelativeTime} at=${node.seen_at} />`},
];

/** Who decides: every application with the limiter, and the administration. */
export function Nodes({nodes}) {
  if (nodes.length === 0) return html`<${Empty} title="No node has said that it lives.">A node that starts is here within seconds.</${Empty}>`;
  const versions = new Set(nodes.map(node => node.rules_version));
  return html`
    ${versions.size > 1 && html`<p class="muted">Not all have the latest rules yet.</p>`}
    <${Table} caption="Nodes seen in the last minute" columns=${COLUMNS} rows=${nodes} keyOf=${node => node.node} />`;
}

/** What a node counts on, in words: {text, tone}. */
export function storeOf(node) {
  return STORES[node.store] || {text: node.store, tone: ''};
}
