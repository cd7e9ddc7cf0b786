import {get} from '../api.js';
import {html} from '../html.js';
import {useLoad} from '../load.js';
import {Problem} from '../parts/problem.js';
import {Segments} from '../parts/segments.js';
import {go} from '../router.js';
import {FirstSteps} from './overview/first-steps.js';
import {Panels} from './overview/panels.js';
import {RANGES, useAnalytics} from './overview/ranges.js';
import {Tiles} from './overview/tiles.js';
import {RANGE_OPTIONS, Traffic} from './overview/traffic.js';

const SELDOM_MILLIS = 60_000;
const OFTEN_MILLIS = 4_000;
const DENIALS = 10;

/** What happens now, and what somebody should look at. */
export function OverviewPage({parameters}) {
  const name = RANGES[parameters.get('range')] ? parameters.get('range') : 'live';
  const loaded = useAnalytics(name);
  const nodes = useLoad(({signal}) => get('ratelimit/nodes', {}, {signal}), [], {every: OFTEN_MILLIS});
  const report = useLoad(({signal}) => get('ratelimit/analytics/report', {}, {signal}), [], {every: SELDOM_MILLIS});
  const settings = useLoad(({signal}) => get('ratelimit/settings', {}, {signal}), [], {every: SELDOM_MILLIS});
  const denials = useLoad(({signal}) => get('ratelimit/analytics/denials', {limit: DENIALS}, {signal}), [], {every: OFTEN_MILLIS});
  const {data, error} = loaded;
  const seen = {...data, nodes: nodes.data?.nodes ?? null, lost: error?.status === 503};
  return html`
    <div class="head">
      <h1 tabindex="-1">Overview</h1>
      <${Segments} label="Time" value=${name} options=${RANGE_OPTIONS} onChoose=${range => go([], {range: range === 'live' ? null : range})} />
    </div>
    <${Problem} error=${error} stale=${data !== null} />
    ${!data && !error && html`<p class="muted" aria-busy="true">Counting…</p>`}
    ${data && (isNew(data, report.data) ? html`<${FirstSteps} />` : html`<${Figures} seen=${seen} />`)}
    ${data && html`<${Panels} seen=${seen} report=${report} settings=${settings} denials=${denials} isNew=${isNew(data, report.data)} />`}`;
}

function Figures({seen}) {
  return html`
    <${Tiles} ...${seen} />
    <section class="panel" aria-labelledby="traffic">
      <header><h2 id="traffic">${seen.range.title}</h2> <span class="muted">Figures: ${seen.range.of}</span></header>
      <${Traffic} data=${seen} />
    </section>`;
}

/** Whether nothing was ever decided, as far as is known. */
function isNew({analytics}, report) {
  return analytics.totals.requests === 0 && report !== null && report.analytics.totals.requests === 0;
}
