/** How numbers, times and limits are written, everywhere alike. */
const NUMBER = new Intl.NumberFormat('en', {maximumFractionDigits: 2});
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const PERCENT = new Intl.NumberFormat('en', {style: 'percent', maximumFractionDigits: 1});
const EXACT = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'long'});
const TIME = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const MINUTES = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
const DATE_YEAR = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'});
const UNITS = [['y', 31_557_600_000], ['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]];

/** 1,234,567 */
export const number = value => NUMBER.format(value);

/** 1.2M */
export const shortNumber = value => SHORT.format(value);

/** 12.5% of whole; only nothing is 0%, only all is 100%. */
export function share(some, whole) {
  const part = whole ? some / whole : 0;
  if (part > 0 && part < 0.0005) return '<0.1%';
  return part < 1 && part >= 0.9995 ? '>99.9%' : PERCENT.format(part);
}

/** 'one user', '2 users': with a plural that is regular unless given. */
export function count(n, one, many = one + 's') {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** The instant in the reader's zone, to the second, with the zone. */
export const exactTime = at => EXACT.format(new Date(at));

/** 14:03:07 of today, else '3 Nov, 14:03', with the year where it is another one. */
export function shortTime(at, now = new Date()) {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return TIME.format(date);
  return (date.getFullYear() === now.getFullYear() ? DATE_TIME : DATE_YEAR).format(date);
}

/** What stands below a chart at these instants: '14:03', where they are close '14:03:15', and '3 Nov' where a day begins. */
export function tickTexts(ats) {
  const clock = ats.length > 1 && ats[1] - ats[0] < 60_000 ? TIME : MINUTES;
  return ats.map(at => new Date(at)).map(date => (beginsDay(date) ? DAY : clock).format(date));
}

const beginsDay = date => date.getHours() + date.getMinutes() + date.getSeconds() === 0;

/** '3 min' of a length in milliseconds; the two largest units at most. */
export function duration(millis) {
  if (millis < 1_000) return `${Math.max(0, Math.round(millis))} ms`;
  const first = UNITS.findIndex(([, unit]) => millis >= unit);
  let rest = millis;
  return UNITS.slice(first, first + 2)
    .map(([name, unit]) => {
      const many = Math.floor(rest / unit);
      rest -= many * unit;
      return many ? `${many} ${name}` : '';
    })
    .filter(Boolean)
    .join(' ');
}

/** '3 min ago', 'in 2 h 5 min', 'now'. */
export function relativeTime(at, now = Date.now()) {
  const millis = new Date(at).getTime() - now;
  if (Math.abs(millis) < 1_000) return 'now';
  const text = duration(Math.abs(millis));
  return millis < 0 ? `${text} ago` : `in ${text}`;
}

/** 155 µs, 2.9 ms, 1.2 s */
export function micros(value) {
  if (value < 1_000) return `${number(Math.round(value))} µs`;
  return value < 1_000_000 ? `${number(Math.round(value / 100) / 10)} ms` : `${number(Math.round(value / 100_000) / 10)} s`;
}

/** A limit of a rule in words: '20 at once, 5 per second (token bucket)'. */
export function limitText(limit) {
  if (typeof limit === 'string') return limit;
  const name = ALGORITHMS[limit.algorithm] || limit.algorithm;
  const rate = limit.refill_rate ?? limit.leak_rate;
  const size = limit.capacity ?? limit.limit;
  if (rate !== undefined) return `${number(size)} at once, ${rateText(rate)} (${name})`;
  return `${number(size)} per ${limit.calendar || limit.window} (${name})`;
}

/** 5 per second; 15 per minute where it is less than one a second. */
function rateText(perSecond) {
  const [unit, times] = [['second', 1], ['minute', 60], ['hour', 3_600]].find(([, n]) => perSecond * n >= 1) || ['day', 86_400];
  return `${number(perSecond * times)} per ${unit}`;
}

/** The names of the algorithms, by their ids. */
export const ALGORITHMS = {
  token: 'token bucket',
  leaky: 'leaky bucket',
  fixed_window: 'fixed window',
  sliding_window_log: 'sliding window log',
  sliding_window_counter: 'sliding window counter',
};
