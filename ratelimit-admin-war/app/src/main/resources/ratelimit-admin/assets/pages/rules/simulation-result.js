import {number, share} from '../../format.js';
import {html, useMemo} from '../../html.js';
import {Chart} from '../../parts/chart.js';
import {Empty} from '../../parts/empty.js';
import {Table} from '../../parts/table.js';
import {Time} from '../../parts/time.js';
import {User} from '../../parts/user.js';

/** Of users and of routes. */
const SHOWN = 10;

/** What a simulation found. */
export function SimulationResult({result}) {
  const {totals, sampled} = result;
  const lines = useMemo(() => linesOf(result.series), [result]);
  return html`
    <p role="status">
      ${told(totals)}${' '}
      <span class="muted">Traffic from <${Time} at=${result.from} /> to <${Time} at=${result.to} />${sampleText(sampled)}.</span>
    </p>
    ${totals.requests === 0
      ? html`<${Empty} title="No request met its condition">Try a longer time, or look at the condition once more.</${Empty}>`
      : html`
        <div class="tiles">
          <${Tile} label="would be denied" value=${totals.denied} whole=${totals.requests} />
          <${Tile} label="denied by the rule in force" value=${totals.current_denied} whole=${totals.requests} />
          <${Tile} label="newly denied" value=${totals.newly_denied} whole=${totals.requests} />
          <${Tile} label="no longer denied" value=${totals.no_longer_denied} whole=${totals.requests} />
        </div>
        <${Chart} label="Denials of the draft and of the rule in force" ...${lines} />
        <div class="grid rule-sums">
          <${Most} caption="Users denied most" title="User" rows=${result.by_user} nameOf=${row => row.user_id} cell=${row => html`<${User} id=${row.user_id} />`} />
          <${Most} caption="Routes denied most" title="Route" rows=${result.by_route} nameOf=${row => row.route} />
        </div>`}
    ${result.assumptions.length > 0 && html`
      <details class="rule-assumptions">
        <summary>What is taken for granted</summary>
        <ul>${result.assumptions.map(one => html`<li key=${one}>${one}</li>`)}</ul>
      </details>`}`;
}

const sampleText = sampled => sampled === '1 in 1' ? '' : `, estimated: ${sampled} callers was seen`;

function told({requests, denied}) {
  return `Of ${number(requests)} requests it is about, it would have denied ${number(denied)} (${share(denied, requests)}).`;
}

function Tile({label, value, whole}) {
  return html`<div class="tile"><span class="value">${number(value)}</span><span class="label">${label}, ${share(value, whole)}</span></div>`;
}

function Most({caption, title, rows, nameOf, cell = nameOf}) {
  const columns = [
    {title, header: true, cell},
    {title: 'Requests', number: true, cell: ({totals}) => number(totals.requests)},
    {title: 'Draft', number: true, cell: ({totals}) => number(totals.denied)},
    {title: 'In force', number: true, cell: ({totals}) => number(totals.current_denied)},
  ];
  return rows.length === 0 ? null : html`<div><${Table} caption=${caption} columns=${columns} rows=${rows.slice(0, SHOWN)} keyOf=${nameOf} /></div>`;
}

function linesOf(points) {
  return {
    times: points.map(point => Date.parse(point.at) / 1_000),
    series: [
      {label: 'Draft', tone: 'denied', values: points.map(point => point.denied)},
      {label: 'In force', tone: 'neutral', values: points.map(point => point.current_denied)},
    ],
  };
}
