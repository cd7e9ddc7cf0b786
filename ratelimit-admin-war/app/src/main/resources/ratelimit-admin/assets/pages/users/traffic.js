import {get} from '../../api.js';
import {number, share} from '../../format.js';
import {html} from '../../html.js';
import {useLoad} from '../../load.js';
import {Problem} from '../../parts/problem.js';

const EVERY_MILLIS = 10_000;

/** Requests and denials of the last hour, where they are known. */
export function Traffic({id}) {
  const {data, error, reload} = useLoad(({signal}) => get('ratelimit/analytics', {user: id}, {signal}), [id], {every: EVERY_MILLIS});
  return html`
    <section class="panel" aria-labelledby="traffic">
      <h2 id="traffic">The last hour</h2>
      <${Problem} error=${error} stale=${data !== null} retry=${reload} />
      ${data?.tracked && html`
        <dl class="figures">
          <div><dt>Requests</dt><dd>${number(data.requests)}</dd></div>
          <div><dt>Denied</dt><dd class=${data.denied ? 'error' : ''}>${number(data.denied)} <small>${share(data.denied, data.requests)}</small></dd></div>
        </dl>`}
      ${data && !data.tracked && html`<p class="muted">Not counted one by one: figures are kept of those who come most, and this user is not among them.</p>`}
    </section>`;
}
