import {get} from '../api.js';
import {exactTime} from '../format.js';
import {html, useRef} from '../html.js';
import {useLoad} from '../load.js';
import {Problem} from '../parts/problem.js';
import {Actions} from './reports/actions.js';
import {Counts} from './reports/counts.js';
import {Insights} from './reports/insights.js';
import {RangeForm} from './reports/range-form.js';
import {errorOf, timesOf, wanted} from './reports/times.js';

/** What was decided in any time, and what is worth knowing of it. */
export function ReportsPage({parameters}) {
  const asked = wanted(parameters);
  const {data, error, loading, reload} = useLoad(({signal}) => get('ratelimit/analytics/report', timesOf(asked), {signal}), [asked.range, asked.from, asked.to]);
  const shown = useRef(null);
  shown.current = data ?? shown.current;
  const report = shown.current;
  const isAtField = errorOf(error, 'from') || errorOf(error, 'to');
  return html`
    <div class="head">
      <div><h1 tabindex="-1">Reports</h1> <${About} report=${report} loading=${loading} error=${error} /></div>
      ${report && html`<${Actions} from=${report.analytics.from} to=${report.analytics.to} />`}
    </div>
    <${RangeForm} asked=${asked} shown=${asked.range ? report?.analytics : asked} error=${error} again=${reload} />
    ${!isAtField && html`<${Problem} error=${error} stale=${report !== null} retry=${reload} />`}
    ${report && html`<${Counts} analytics=${report.analytics} /><${Insights} insights=${report.insights} />`}`;
}

function About({report, loading, error}) {
  if (loading) return html`<p class="muted" role="status" aria-busy="true">Counting…</p>`;
  if (!report) return html`<p class="muted" role="status"></p>`;
  const {from, to} = report.analytics;
  return html`<p class="muted" role="status">${error ? 'Still shown: ' : ''}${exactTime(from)} to ${exactTime(to)}</p>`;
}
