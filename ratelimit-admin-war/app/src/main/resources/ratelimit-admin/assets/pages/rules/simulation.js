import {change, serverNow} from '../../api.js';
import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Problem} from '../../parts/problem.js';
import {SimulationResult} from './simulation-result.js';

const RANGES = [['15', 'Last 15 min'], ['60', 'Last hour']];

/** What the draft would have done to recent traffic. */
export function Simulation({rule, isReadable}) {
  const [minutes, setMinutes] = useState('15');
  const [state, setState] = useState({busy: false, error: null, result: null, of: null});
  const simulate = async () => {
    setState(old => ({...old, busy: true, error: null}));
    try {
      const from = new Date(Math.floor(serverNow() / 60_000 - Number(minutes)) * 60_000).toISOString();
      const result = await change('POST', 'ratelimit/rules/simulate', {body: {rule: rule.id === '' ? {...rule, id: 'draft'} : rule, from}});
      setState({busy: false, error: null, result, of: JSON.stringify(rule)});
    } catch (error) {
      setState(old => ({...old, busy: false, error}));
    }
  };
  return html`
    <section class="panel" aria-label="Simulation">
      <header>
        <div><h2>Try it on recent traffic</h2><small>Nothing is changed: what came is counted again, by this draft as if it were enforced for everybody.</small></div>
        <span class="buttons">
          <select aria-label="Traffic to try it on" value=${minutes} onChange=${event => setMinutes(event.target.value)}>
            ${RANGES.map(([value, text]) => html`<option key=${value} value=${value} selected=${value === minutes}>${text}</option>`)}
          </select>
          <${BusyButton} class="quiet" disabled=${!isReadable} busy=${state.busy} onClick=${simulate}>Simulate</${BusyButton}>
        </span>
      </header>
      <${Problem} error=${state.error} />
      ${state.result && state.of !== JSON.stringify(rule) && html`<p class="muted">The draft has changed since; simulate again to see what it does now.</p>`}
      ${state.result && html`<${SimulationResult} result=${state.result} />`}
    </section>`;
}
