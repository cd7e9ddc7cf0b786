import {count, number} from '../../format.js';
import {html, useMemo} from '../../html.js';
import {Chart} from '../../parts/chart.js';
import {RANGES} from './ranges.js';

/** Requests and denials of the range: per second as they come, or step by step. */
export function Traffic({data}) {
  const {range, analytics, rates} = data;
  const {times, series} = useMemo(() => lines(rates ? rates.points : steps(analytics.series)), [data]);
  return html`<${Chart} label=${range.title} times=${times} series=${series} height=${240} ...${rates && {summary: now(rates)}} />`;
}

function now({points}) {
  const {requests, denied} = points.at(-1) ?? {requests: 0, denied: 0};
  return `now ${count(Math.round(requests), 'request')}, ${number(Math.round(denied))} denied`;
}

function lines(points) {
  return {
    times: points.map(({at}) => at / 1_000),
    series: [
      {label: 'Requests', tone: 'neutral', values: points.map(({requests}) => requests)},
      {label: 'Denied', tone: 'denied', values: points.map(({denied}) => denied)},
    ],
  };
}

function steps(series) {
  return series.map(({at, requests, denied}) => ({at: Date.parse(at), requests, denied}));
}

/** [value, text] of each range. */
export const RANGE_OPTIONS = Object.entries(RANGES).map(([name, {label}]) => [name, label]);
