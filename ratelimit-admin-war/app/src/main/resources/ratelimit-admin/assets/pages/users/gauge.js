import {serverNow} from '../../api.js';
import {ALGORITHMS, duration, number} from '../../format.js';
import {html, useEffect, useRef} from '../../html.js';
import {useNow} from '../../parts/time.js';
import {href} from '../../router.js';
import {left, seen, wait} from './estimate.js';

const FRAME_MILLIS = 200;
const LOW = .2;

/** What is left in one bucket; it refills before one's eyes. */
export function Gauge({bucket, at}) {
  const now = useNow(FRAME_MILLIS);
  const start = useRef(null);
  const elapsed = Math.max(0, now - at.getTime());
  if (start.current?.at !== at) {
    const before = start.current;
    const guess = before && before.bucket.limit === bucket.limit ? left(before.bucket, before.value, at - before.at, serverNow()) : null;
    start.current = {at, bucket, value: seen(bucket, guess)};
  }
  const value = left(bucket, start.current.value, elapsed, serverNow());
  const {policy, rule, limit, cost, enforced, algorithm, window, source} = bucket;
  const whole = Math.floor(value);
  return html`
    <li class="gauge ${tone(bucket, value)}">
      <p class="name">
        <a href=${href(['rules', rule])}>${policy}</a>
        <span class="badge ${enforced ? '' : 'warning'}">${enforced ? 'enforced' : 'shadow'}</span>
      </p>
      <p class="left"><strong>${number(whole)}</strong> of ${number(limit)} left</p>
      <${Bar} label="Left under ${policy}" value=${value} whole=${whole} limit=${limit} />
      <p class="muted">${ALGORITHMS[algorithm] || algorithm}, ${number(limit)} per ${window}${cost !== 1 && `; a request costs ${number(cost)}`}${source === 'local' && '; counted by this node alone'}</p>
      <p class="muted"><${Next} bucket=${bucket} waiting=${wait(bucket, elapsed)} whole=${whole} /></p>
    </li>`;
}

function Bar({label, value, whole, limit}) {
  const bar = useRef(null);
  useEffect(() => {
    bar.current.style.width = `${Math.min(100, Math.max(0, value / limit * 100))}%`;
  }, [value, limit]);
  return html`
    <div class="meter" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax=${limit} aria-valuenow=${whole}
      aria-valuetext="${number(whole)} of ${number(limit)}">
      <div ref=${bar}></div>
    </div>`;
}

function Next({bucket: {cost, limit, reset, remaining}, waiting, whole}) {
  if (waiting === null) return html`<span class="error">No request ever fits: it costs ${number(cost)}.</span>`;
  if (waiting > 0) return html`<strong>Next request passes in ${inSeconds(waiting)}.</strong>`;
  const full = reset * 1_000 - serverNow();
  if (whole >= limit || remaining >= limit || full <= 0) return html`The next request passes. It is full.`;
  return html`The next request passes. Full in ${inSeconds(full)}.`;
}

/** Whole seconds, which do not flicker; tenths in the last ten. */
function inSeconds(millis) {
  return millis < 10_000 ? `${(millis / 1_000).toFixed(1)} s` : duration(Math.ceil(millis / 1_000) * 1_000);
}

function tone({cost, limit}, value) {
  if (Math.floor(value) < cost) return 'denied';
  return value / limit < LOW ? 'low' : 'enough';
}
