import {change} from '../../api.js';
import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Dialog} from '../../parts/dialog.js';
import {EndField, endFrom, endOf} from '../../parts/end.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {MODES} from './modes.js';

/** Asks what to switch everything to, and until when. */
export function SwitchForm({mode, onDone, onClose}) {
  const [chosen, setChosen] = useState(mode.in_force);
  const [end, setEnd] = useState(() => endFrom(mode.in_force === mode.mode ? mode.until : null));
  const [state, setState] = useState({busy: false, error: null});
  const form = useFaultFocus(state.error);
  const submit = async event => {
    event.preventDefault();
    setState({busy: true, error: null});
    try {
      const until = chosen === 'enforce' ? null : endOf(end);
      await change('PUT', 'ratelimit/mode', {body: {mode: chosen, until}});
      notify(`Switched to ${MODES[chosen].label.toLowerCase()} on every node.`);
      onDone();
    } catch (error) {
      setState({busy: false, error});
    }
  };
  return html`
    <${Dialog} title="Switch everything" onClose=${onClose}>
      <form ref=${form} onSubmit=${submit}>
        <fieldset>
          <legend>All rules, on every node, within moments:</legend>
          ${Object.entries(MODES).map(([id, {label, meaning}]) => html`
            <label key=${id} class="choice">
              <input type="radio" name="mode" data-focus=${chosen === id || null} checked=${chosen === id} onChange=${() => setChosen(id)} />
              ${label} <small>${meaning}</small>
            </label>`)}
        </fieldset>
        ${chosen !== 'enforce' && html`<${EndField} label="Until" end=${end} onChange=${setEnd} errors=${state.error?.errors} field="until" />`}
        <${Problem} error=${state.error} />
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          <${BusyButton} type="submit" busy=${state.busy}>Switch</${BusyButton}>
        </footer>
      </form>
    </${Dialog}>`;
}
