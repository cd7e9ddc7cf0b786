import {micros, number, share} from '../../format.js';
import {html} from '../../html.js';
import {href} from '../../router.js';
import {countsOn} from './counts-on.js';

/**
 * The figures one looks at first.
 *
 * @param nodes those of ratelimit/nodes, null as long as nobody said
 * @param lost whether the last answer was that Redis is not there
 */
export function Tiles({analytics, nodes, lost}) {
  const {totals, users, latency, store} = analytics;
  return html`
    <section class="tiles figures" aria-label="Figures">
      <${Tile} label="Requests" value=${number(totals.requests)} more=${`${number(totals.allowed)} allowed`} />
      <${Tile} label="Denied" value=${number(totals.denied)} more=${share(totals.denied, totals.requests)} tone=${totals.denied ? 'denied' : ''} />
      <${Tile} label="Users" value=${number(users.distinct)} more="different ones" />
      <${Tile} label="Time to decide" value=${micros(latency.p50_us)} more=${`99% within ${micros(latency.p99_us)}`} />
      <${Tile} label="Nodes" value=${number(nodes ? nodes.length : analytics.nodes)} more=${html`<a href=${href(['health'])}>${nodes ? aloneText(nodes) : 'Health'}</a>`} />
      <${Tile} label="Counts on" ...${countTile(store, nodes, lost)} />
    </section>`;
}

function Tile({label, value, more, tone = ''}) {
  return html`
    <div class="tile">
      <span class="label">${label}</span>
      <span class="value ${tone && `is-${tone}`}">${value}</span>
      <span class="label">${more}</span>
    </div>`;
}

function aloneText(nodes) {
  const alone = nodes.filter(node => node.store === 'local').length;
  return alone ? `${alone} without Redis` : 'all well';
}

function countTile(store, nodes, lost) {
  const more = uncounted(store);
  return {
    lost: {value: 'Redis lost', more, tone: 'denied'},
    memory: {value: 'This JVM', more: 'no Redis configured'},
    redis: {value: 'Redis', more},
  }[countsOn(store, nodes, lost)];
}

function uncounted({fail_open: open, fail_closed: closed}) {
  if (open + closed === 0) return 'none uncounted';
  const parts = [open && `${number(open)} allowed`, closed && `${number(closed)} denied`].filter(Boolean);
  return `${parts.join(', ')} uncounted`;
}
