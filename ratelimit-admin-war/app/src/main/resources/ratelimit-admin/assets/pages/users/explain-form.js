import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {Field, SelectField, TextField} from '../../parts/field.js';
import {HeaderRows} from './header-rows.js';
import {METHODS, useLine} from './use-line.js';

const CHOICES = METHODS.map(method => [method, method]);

/** Asks which request it is about. */
export function ExplainForm({parameters, busy, error, onAsk}) {
  const {line: {method, path}, type, settle} = useLine(parameters);
  const [ip, setIp] = useState('');
  const [headers, setHeaders] = useState([]);
  const [charge, setCharge] = useState(false);
  const [cost, setCost] = useState('1');
  const form = useFaultFocus(error);
  const faultOf = field => error?.errors.find(one => one.field === field)?.message;
  const submit = event => {
    event.preventDefault();
    const given = headers.filter(({name}) => name.trim() !== '').map(({name, value}) => [name.trim(), value]);
    settle();
    onAsk({path, method, ip: ip.trim() || null, headers: Object.fromEntries(given), charge, cost: Number(cost)});
  };
  return html`
    <form ref=${form} onSubmit=${submit}>
      <div class="fields">
        <${SelectField} label="Method" value=${method} options=${CHOICES} onInput=${value => type({method: value})} error=${faultOf('method')} />
        <${TextField} label="Path" required value=${path} onInput=${value => type({path: value})} error=${faultOf('path')} help="Without the query, such as /search." />
        <${TextField} label="IP address" value=${ip} onInput=${setIp} error=${faultOf('ip')} help="Where rules or lists go by it." />
      </div>
      <${HeaderRows} rows=${headers} onChange=${setHeaders} error=${faultOf('headers')} />
      <div class="fields charge">
        <div class="field check">
          <label><input type="checkbox" role="switch" checked=${charge} onChange=${event => setCharge(event.target.checked)} /> Charge it</label>
          <small>${charge ? 'It counts as a real request does.' : 'It costs 0: a look that uses nothing up.'}</small>
        </div>
        ${charge && html`<${Field} label="Cost" error=${faultOf('cost')}>${attributes => html`
          <input ...${attributes} type="number" min="0" step="1" required value=${cost} onInput=${event => setCost(event.target.value)} />`}</${Field}>`}
      </div>
      <${BusyButton} type="submit" busy=${busy}>Explain</${BusyButton}>
    </form>`;
}
