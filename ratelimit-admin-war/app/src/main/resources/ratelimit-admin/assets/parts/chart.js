import {exactTime, number, shortNumber, shortTime, tickTexts} from '../format.js';
import {html, useEffect, useRef} from '../html.js';
import uPlot from '../vendor/uPlot.min.js';
import {Table} from './table.js';

/**
 * Lines over time, and the same as a table for whoever does not see them.
 *
 * @param series [{label, tone: 'allowed' | 'denied' | 'shadow' | 'neutral', values: [number]}]
 * @param times [seconds since 1970], as long as all values
 * @param summary what whoever does not see it is told
 */
export function Chart({label, times, series, height = 220, summary = totals(series)}) {
  const box = useRef(null);
  const plot = useRef(null);
  const shape = series.map(one => one.label + one.tone).join('|');
  useEffect(() => {
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(box.current, series, height), data(times, series), box.current);
    };
    draw();
    const scheme = matchMedia('screen and (prefers-color-scheme: dark)');
    const fit = new ResizeObserver(() => plot.current.setSize({width: box.current.clientWidth, height}));
    fit.observe(box.current);
    scheme.addEventListener('change', draw);
    return () => {
      fit.disconnect();
      scheme.removeEventListener('change', draw);
      plot.current.destroy();
    };
  }, [shape, height]);
  useEffect(() => plot.current.setData(data(times, series)), [times, series]);
  return html`
    <figure class="chart">
      <div ref=${box} role="img" aria-label=${`${label}: ${summary}`}></div>
      <details>
        <summary>As a table</summary>
        <${Table} caption=${label} hideCaption rows=${times.map((at, i) => i).reverse()} keyOf=${i => times[i]} columns=${columns(times, series)} />
      </details>
    </figure>`;
}

function columns(times, series) {
  const time = {title: 'Time', header: true, cell: i => html`<time title=${exactTime(times[i] * 1000)}>${shortTime(times[i] * 1000)}</time>`};
  return [time, ...series.map(one => ({title: one.label, number: true, cell: i => number(one.values[i] ?? 0)}))];
}

function totals(series) {
  const total = values => number(values.reduce((sum, value) => sum + (value ?? 0), 0));
  return series.map(one => `${one.label} ${total(one.values)}`).join(', ');
}

function data(times, series) {
  return [times, ...series.map(one => one.values)];
}

function options(box, series, height) {
  const color = name => getComputedStyle(box).getPropertyValue(name).trim();
  const axis = {stroke: color('--muted'), grid: {stroke: color('--line'), width: 1}, ticks: {show: false}};
  return {
    width: box.clientWidth,
    height,
    cursor: {y: false},
    scales: {y: {range: (plot, min, max) => [0, Math.max(1, max * 1.1)]}},
    axes: [
      {...axis, size: 32, space: 80, values: (plot, ticks) => tickTexts(ticks.map(at => at * 1000))},
      {...axis, size: 52, values: (plot, ticks) => ticks.map(value => Number.isInteger(value) ? shortNumber(value) : '')},
    ],
    series: [
      {label: 'Time', value: (plot, at) => at === null ? '–' : shortTime(at * 1000)},
      ...series.map(one => ({
        label: one.label,
        stroke: color(`--${one.tone}`),
        fill: color(`--${one.tone}-soft`),
        width: 2,
        points: {show: false},
        value: (plot, value) => value === null ? '–' : number(value),
      })),
    ],
  };
}
