import {html, useEffect, useState} from '../html.js';

const SHOWN_MILLIS = 6_000;
const listeners = new Set();
let next = 0;

/** Says in one line what was done, for a few seconds; screen readers read it. */
export function notify(text) {
  for (const listener of listeners) listener({id: next++, text});
}

/** Where that is seen. */
export function Notices() {
  const [notices, setNotices] = useState([]);
  useEffect(() => {
    const add = notice => {
      setNotices(old => [...old, notice]);
      setTimeout(() => setNotices(old => old.filter(other => other.id !== notice.id)), SHOWN_MILLIS);
    };
    listeners.add(add);
    return () => listeners.delete(add);
  }, []);
  return html`<div class="notices" role="status">${notices.map(({id, text}) => html`<p key=${id}>${text}</p>`)}</div>`;
}
