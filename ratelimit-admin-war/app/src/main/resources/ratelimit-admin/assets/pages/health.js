import {get} from '../api.js';
import {html} from '../html.js';
import {useLoad} from '../load.js';
import {Problem} from '../parts/problem.js';
import {Findings} from './health/findings.js';
import {ModeSwitch} from './health/switch.js';
import {Nodes} from './health/nodes.js';
import {Settings} from './health/settings.js';

const OFTEN_MILLIS = 5_000;
const SELDOM_MILLIS = 60_000;

/** Whether all is well: what should be mended, the switch for everything, the nodes, and the settings in effect. */
export function HealthPage() {
  const mode = useLoad(({signal}) => get('ratelimit/mode', {}, {signal}), [], {every: OFTEN_MILLIS});
  const nodes = useLoad(({signal}) => get('ratelimit/nodes', {}, {signal}), [], {every: OFTEN_MILLIS});
  const settings = useLoad(({signal}) => get('ratelimit/settings', {}, {signal}), [], {every: SELDOM_MILLIS});
  return html`
    <div class="head"><h1 tabindex="-1">Health</h1></div>
    <${Findings} loaded=${settings} />
    <${ModeSwitch} loaded=${mode} />
    <section class="panel" aria-labelledby="nodes">
      <h2 id="nodes">Nodes</h2>
      <${Problem} error=${nodes.error} stale=${nodes.data !== null} retry=${nodes.reload} />
      ${nodes.data && html`<${Nodes} nodes=${nodes.data.nodes} />`}
    </section>
    ${settings.data && html`<${Settings} settings=${settings.data.settings} />`}`;
}
