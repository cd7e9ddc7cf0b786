/** Requests per second of the last minutes, from what one poll counted more than the one before. */

const SHOWN_MILLIS = 180_000;

/** Nodes add what they counted about once a second: over less than this, rates would jump. */
const OVER_MILLIS = 5_000;

/** Who was away for longer begins anew. */
const AWAY_MILLIS = 60_000;

/** Within this of its start, a minute says little about what comes a second. */
const EARLY_MILLIS = 10_000;

/**
 * The rates after one more poll.
 *
 * @param rates those before, null at first
 * @param series of analytics by minutes; the minutes may begin later than those of the poll before
 * @returns {series, marks, points: [{at, requests, denied}]}: points are rates, at in milliseconds
 */
export function advance(rates, series, now) {
  if (!rates || now - rates.marks.at(-1).at > AWAY_MILLIS) {
    return {series, marks: [{at: now, requests: 0, denied: 0}], points: byMinutes(series, now)};
  }
  const last = rates.marks.at(-1);
  const grown = growth(rates.series, series);
  const mark = {at: now, requests: last.requests + grown.requests, denied: last.denied + grown.denied};
  const base = rates.marks.findLast(({at}) => now - at >= OVER_MILLIS - 500) ?? rates.marks[0];
  return {series, marks: recent([...rates.marks, mark], now), points: whole(recent([...rates.points, rate(base, mark)], now))};
}

/** Minute by minute, so that those that left and those that came do no harm. */
function growth(before, after) {
  const known = new Map(before.map(point => [point.at, point]));
  const first = before.length ? before[0].at : '';
  const grown = {requests: 0, denied: 0};
  for (const point of after) {
    const old = known.get(point.at) ?? {requests: 0, denied: 0};
    if (point.at < first) continue;
    grown.requests += Math.max(0, point.requests - old.requests);
    grown.denied += Math.max(0, point.denied - old.denied);
  }
  return grown;
}

function rate(base, mark) {
  const seconds = Math.max(1, mark.at - base.at) / 1_000;
  return {at: mark.at, requests: (mark.requests - base.requests) / seconds, denied: (mark.denied - base.denied) / seconds};
}

/** Without the end of a minute whose beginning is gone: it would stand there as an upright line. */
function whole(points) {
  return points.length > 1 && points[1].at - points[0].at === 1 ? points.slice(1) : points;
}

/** What is known of the time before the page was opened: the average of each minute. */
function byMinutes(series, now) {
  return series.flatMap(({at, requests, denied}) => {
    const start = Date.parse(at);
    const end = Math.min(start + 60_000, now);
    if (end <= now - SHOWN_MILLIS || end - start < EARLY_MILLIS) return [];
    const seconds = (end - start) / 1_000;
    const average = {requests: requests / seconds, denied: denied / seconds};
    return [{at: Math.max(start, now - SHOWN_MILLIS), ...average}, {at: end - 1, ...average}];
  });
}

function recent(points, now) {
  return points.filter(({at}) => now - at <= SHOWN_MILLIS);
}
