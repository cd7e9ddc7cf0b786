import {get} from '../../api.js';
import {html, useRef, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {Problem} from '../../parts/problem.js';
import {href} from '../../router.js';
import {Actions} from './actions.js';
import {Explain} from './explain.js';
import {Gauges} from './gauges.js';
import {Listed} from './listed.js';
import {Special} from './special.js';
import {Traffic} from './traffic.js';
import {UnknownUser} from './unknown.js';

const OFTEN_MILLIS = 1_500;
const SELDOM_MILLIS = 10_000;
const MANY_BUCKETS = 300;
const LONG = 60;

/** One user: what is left now, what is special, the lists, and why a request would not pass. */
export function UserPage({id, parameters}) {
  const [every, setEvery] = useState(OFTEN_MILLIS);
  const leaving = useRef(false);
  const last = useRef(null);
  const status = useLoad(async ({signal}) => {
    // Nobody asks for a user who is about to go.
    if (leaving.current) return new Promise(() => {});
    try {
      const found = await get('ratelimit/status', {user_id: id}, {signal});
      setEvery(found.buckets.length > MANY_BUCKETS ? SELDOM_MILLIS : OFTEN_MILLIS);
      last.current = found;
      return {...found, isKnown: true};
    } catch (error) {
      if (error.status !== 404) throw error;
      setEvery(last.current ? SELDOM_MILLIS : 0);
      return {isKnown: false};
    }
  }, [id], {every});
  const {data, at, error, reload} = status;
  const isGone = data?.isKnown === false;
  // What is being typed into a dialog does not go with the user.
  const user = isGone ? last.current : data;
  const leaveLast = () => {
    last.current = null;
    reload();
  };
  const setLeaving = isLeaving => {
    leaving.current = isLeaving;
    if (!isLeaving) reload();
  };
  return html`
    <p class="crumbs"><a href=${href(['users'])}>Users</a></p>
    <div class="head">
      <h1 class=${id.length > LONG ? 'id long' : 'id'} tabindex="-1">${id}</h1>
      ${data?.isKnown && html`<${Actions} id=${id} onReset=${reload} onDeleting=${setLeaving} />`}
    </div>
    <${Problem} error=${error} stale=${data !== null} retry=${reload} />
    ${isGone && user && html`<${Gone} onSeen=${leaveLast} />`}
    ${!data && !error && html`<div class="panel user-body" aria-busy="true"></div>`}
    ${isGone && !user && html`<${UnknownUser} id=${id} onMade=${() => setEvery(OFTEN_MILLIS)} />`}
    ${user && html`
      <${Gauges} buckets=${user.buckets} others=${user.other_rules} at=${at} />
      <div class="grid">
        <${Special} user=${user} onChange=${reload} />
        <div>
          <${Listed} user=${user} onChange=${reload} />
          <${Traffic} id=${id} />
        </div>
      </div>
      <${Explain} id=${id} buckets=${user.buckets} parameters=${parameters} onAsked=${reload} />`}`;
}

function Gone({onSeen}) {
  return html`
    <div class="problem" role="alert">
      <p><strong>This user was deleted meanwhile.</strong> Below is what was there.</p>
      <button type="button" class="quiet" onClick=${onSeen}>Show what is there now</button>
    </div>`;
}
