import {get} from '../../api.js';
import {useRef} from '../../html.js';
import {useLoad} from '../../load.js';
import {advance} from './rates.js';

const MINUTE = 60_000;

/** The times that the overview may be about, by their names in the route. */
export const RANGES = {
  live: {label: 'Live', millis: 5 * MINUTE, step: '1m', every: 2_000, title: 'Requests per second', of: 'in the last 5 minutes'},
  '1h': {label: '1 h', millis: 60 * MINUTE, step: '1m', every: 2_000, title: 'Requests per minute', of: 'in the last hour'},
  '24h': {label: '24 h', millis: 1_440 * MINUTE, step: '15m', every: 10_000, title: 'Requests per quarter of an hour', of: 'in the last 24 hours'},
};

/** Analytics of a range, again and again: data is {range, analytics, rates}. What was shown stays until there is something else. */
export function useAnalytics(name) {
  const before = useRef({to: null, rates: null, data: null});
  const load = async ({signal}) => {
    try {
      const range = RANGES[name];
      const analytics = await read(range, before.current.to, signal);
      const rates = range === RANGES.live ? advance(before.current.rates, analytics.series, Date.now()) : null;
      const data = {range, analytics, rates};
      before.current = {to: {at: Date.now(), server: analytics.to}, rates, data};
      return data;
    } catch (error) {
      if (error.status === 400) before.current.to = null;
      throw error;
    }
  };
  const loaded = useLoad(load, [name], {every: RANGES[name].every});
  return {...loaded, data: loaded.data ?? before.current.data};
}

/** Counted back from the server's time: the clock here may be wrong. */
async function read({millis, step}, to, signal) {
  const isFresh = to && Date.now() - to.at < MINUTE;
  const end = isFresh ? to.server : (await get('ratelimit/analytics', {}, {signal})).to;
  return get('ratelimit/analytics', {from: new Date(Date.parse(end) - millis).toISOString(), step}, {signal});
}
