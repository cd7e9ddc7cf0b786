import {html} from '../html.js';
import {Shares} from './shares.js';

const NAMES = {
  redis: 'Redis',
  memory: 'This JVM, without Redis',
  local: 'The node alone, Redis lost',
  'deny-cache': 'Near cache of denials',
  lease: 'Leased ahead from Redis',
  'allow-list': 'Allow list',
  'deny-list': 'Deny list',
  'no-rule': 'No rule matched',
  'fail-open': 'Allowed uncounted, Redis lost',
  'fail-closed': 'Denied uncounted, Redis lost',
};

/** Who answered how many requests: the sources of analytics. */
export function Sources({sources}) {
  const parts = Object.entries(sources)
    .filter(([, amount]) => amount > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([source, amount]) => ({id: `source-${source}`, text: NAMES[source] || source, amount}));
  if (parts.length === 0) return html`<p class="muted">No request was decided in this time.</p>`;
  return html`<${Shares} label="Requests by who decided" parts=${parts} />`;
}
