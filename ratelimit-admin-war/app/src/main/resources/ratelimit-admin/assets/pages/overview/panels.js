import {html} from '../../html.js';
import {Sources} from '../../parts/sources.js';
import {RouteTallies, RuleTallies, UserTallies} from '../../parts/tallies.js';
import {href} from '../../router.js';
import {Attention} from './attention.js';
import {Denials} from './denials.js';
import {Stores} from './stores.js';

const MOST = 8;

/** What is below the chart, two by two where there is room. */
export function Panels({seen, report, settings, denials, isNew}) {
  const {rules, routes, users, totals, sources} = seen.analytics;
  const attention = html`<${Panel} title="Needs attention"><${Attention} report=${report} settings=${settings} /></${Panel}>`;
  const stores = html`<${Panel} title="Redis and nodes" more=${['health', 'Health']}><${Stores} ...${seen} /></${Panel}>`;
  if (isNew) return html`<div class="grid">${attention}${stores}</div>`;
  return html`
    <div class="grid">
      ${attention}
      <div class="column">
        <${Panel} title="Decided by"><${Sources} sources=${sources} /></${Panel}>
        ${stores}
      </div>
    </div>
    <div class="denials"><${Panel} title="Recent denials"><${Denials} loaded=${denials} /></${Panel}></div>
    <div class="grid halves">
      <${Panel} title="Most requests" more=${['users', 'All users']}><${UserTallies} users=${users.by_requests.slice(0, MOST)} of="Requests" whole=${totals.requests} /></${Panel}>
      <${Panel} title="Most denials"><${UserTallies} users=${users.by_denials.slice(0, MOST)} of="Denials" whole=${totals.denied} /></${Panel}>
      <${Panel} title="Busiest rules" more=${['rules', 'All rules']}><${RuleTallies} rules=${rules.slice(0, MOST)} /></${Panel}>
      <${Panel} title="Busiest routes" more=${['reports', 'All routes']}><${RouteTallies} routes=${routes.slice(0, MOST)} /></${Panel}>
    </div>`;
}

function Panel({title, more, children}) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`
    <section class="panel" aria-labelledby=${id}>
      <header><h2 id=${id}>${title}</h2> ${more && html`<a href=${href([more[0]])}>${more[1]}</a>`}</header>
      ${children}
    </section>`;
}
