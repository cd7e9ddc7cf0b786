import {serverNow} from '../api.js';
import {exactTime, relativeTime, shortTime} from '../format.js';
import {html, useEffect, useState} from '../html.js';

/** An instant in the reader's zone; exactly, when pointed at. */
export function Time({at}) {
  return html`<time datetime=${at} title=${exactTime(at)}>${shortTime(at)}</time>`;
}

/** How long ago it was, or how long until then; it goes on by itself. */
export function RelativeTime({at}) {
  useNow(1_000);
  return html`<time datetime=${at} title=${exactTime(at)}>${relativeTime(at, serverNow())}</time>`;
}

/** The time in milliseconds, anew every so many. */
export function useNow(every) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
