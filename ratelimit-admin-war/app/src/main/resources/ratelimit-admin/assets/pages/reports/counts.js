import {micros, number, share} from '../../format.js';
import {html, useMemo} from '../../html.js';
import {Chart} from '../../parts/chart.js';
import {Sources} from '../../parts/sources.js';
import {RouteTallies, RuleTallies, UserTallies} from '../../parts/tallies.js';
import {Rest, first} from './rows.js';
import {Section} from './section.js';

/** What was counted: totals, over time, by rule, by route, by user, by source. */
export function Counts({analytics}) {
  const {totals, rules, routes, users, sources, step} = analytics;
  const {times, series} = useMemo(() => lines(analytics.series), [analytics]);
  return html`
    <${Totals} ...${analytics} />
    <${Section} title="Over time"><${Chart} label=${`Requests per ${step}`} times=${times} series=${series} /></${Section}>
    <${Section} title="Rules"><${RuleTallies} rules=${first(rules)} inFull /><${Rest} of=${rules} /></${Section}>
    <${Section} title="Routes"><${RouteTallies} routes=${first(routes)} /><${Rest} of=${routes} /></${Section}>
    <div class="grid halves">
      <${Section} title="Most requests"><${UserTallies} users=${users.by_requests} of="Requests" whole=${totals.requests} /></${Section}>
      <${Section} title="Most denials"><${UserTallies} users=${users.by_denials} of="Denials" whole=${totals.denied} /></${Section}>
    </div>
    <div class="grid halves">
      <${Section} title="Decided by"><${Sources} sources=${sources} /></${Section}>
      <${Section} title="Store and nodes"><${Facts} ...${analytics} /></${Section}>
    </div>`;
}

function Totals({totals, users, latency}) {
  const tiles = [
    ['Requests', number(totals.requests)],
    ['Allowed', number(totals.allowed)],
    ['Denied', number(totals.denied), share(totals.denied, totals.requests)],
    ['Users', number(users.distinct)],
    ['Median time', micros(latency.p50_us), `99% within ${micros(latency.p99_us)}`],
    ['Longest time', micros(latency.max_us)],
  ];
  return html`
    <section class="tiles figures" aria-label="Totals">${tiles.map(([label, value, more]) => html`
      <div key=${label} class="tile"><span class="label">${label}</span><span class="value">${value}</span>${more && html`<span class="label">${more}</span>`}</div>`)}
    </section>`;
}

function Facts({store, events, nodes, near_caches: caches}) {
  const facts = [
    ['Nodes that counted', number(nodes)],
    ['Allowed uncounted, Redis lost', number(store.fail_open)],
    ['Denied uncounted, Redis lost', number(store.fail_closed)],
    ['Requests of which only the number is known', number(store.dropped)],
    ['Denials known without asking Redis', share(caches.denials.hits, caches.denials.hits + caches.denials.misses)],
    ['Users known without asking Redis', share(caches.profiles.hits, caches.profiles.hits + caches.profiles.misses)],
    ...Object.entries(store.causes).map(([cause, n]) => [`Not decided by Redis: ${cause}`, number(n)]),
    ...Object.entries(events).map(([event, n]) => [`Event: ${event.replaceAll('_', ' ')}`, number(n)]),
  ];
  return html`<ul class="facts">${facts.map(([name, value]) => html`<li key=${name}><span>${name}</span> <span class="number">${value}</span></li>`)}</ul>`;
}

function lines(series) {
  const values = name => series.map(point => point[name]);
  return {
    times: series.map(({at}) => Date.parse(at) / 1_000),
    series: [
      {label: 'Allowed', tone: 'allowed', values: values('allowed')},
      {label: 'Denied', tone: 'denied', values: values('denied')},
    ],
  };
}
