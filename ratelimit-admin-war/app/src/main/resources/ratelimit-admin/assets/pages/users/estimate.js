/** What is left in a bucket between two looks at it, as far as its limit tells. */
const UNITS = {ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000};
const REFILLING = new Set(['token', 'leaky']);

/** The length of a window such as '10s' in milliseconds; null for one of the calendar. */
export function windowMillis(text) {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return unit ? Number(amount) * UNITS[unit] : null;
}

/** How much comes back in a millisecond: 0 where it does not come back steadily. */
function rate({algorithm, limit, window}) {
  const millis = windowMillis(window);
  return REFILLING.has(algorithm) && millis ? limit / millis : 0;
}

/**
 * What to go on from after a look. The server tells whole units: a guess that rounds down to what it tells is kept, so that
 * the gauge does not jump back.
 *
 * @param guess what was thought to be left at that moment, null for nothing
 */
export function seen(bucket, guess) {
  const keeps = guess !== null && Math.floor(guess) === bucket.remaining && rate(bucket) > 0;
  return keeps ? guess : bucket.remaining;
}

/** What is left so many milliseconds after a look at which there was so much; now is by the server's clock. */
export function left(bucket, start, elapsed, now) {
  const {algorithm, limit, reset} = bucket;
  if (algorithm === 'fixed_window' && start < limit && now >= reset * 1_000) return limit;
  return Math.min(limit, start + rate(bucket) * elapsed);
}

/** How long until one more request fits; null when it never does. */
export function wait({retry_after_ms: millis}, elapsed) {
  return millis === null ? null : Math.max(0, millis - elapsed);
}
