import {html} from '../../html.js';
import {CheckField, SelectField} from '../../parts/field.js';
import {withField} from './draft.js';
import {about, within} from './faults.js';
import {ListField, NumberField} from './parsed-field.js';

const FAILURES = [['local', 'Count on this node alone'], ['allow', 'Let pass, uncounted'], ['deny', 'Deny with 503']];

/** What becomes of requests while Redis cannot answer. */
export const failureText = choice => FAILURES.find(([id]) => id === choice)?.[1] ?? choice;

/** What few rules need. */
export function MoreFields({rule, errors, onChange}) {
  const set = field => value => onChange(withField(rule, field, value));
  return html`
    <fieldset class="part">
      <legend>More</legend>
      <div class="fields">
        <${NumberField} label="Cost of a request" placeholder="1" value=${rule.cost} error=${about(errors, 'cost')} onInput=${set('cost')} />
        <${SelectField} label="While Redis cannot answer" options=${FAILURES} value=${rule.on_store_failure ?? 'local'}
          error=${about(errors, 'on_store_failure')} onInput=${set('on_store_failure')} />
      </div>
      <${ListField} label="Count only responses of" placeholder="every status" value=${statusesOf(rule.count_when)} error=${within(errors, 'count_when')}
        help="Statuses such as 401, and classes such as 5xx." onInput=${status => set('count_when')(counted(rule.count_when, status))} />
      <${CheckField} label="Final" help="No rule after this one applies where it is enforced." checked=${rule.final === true} onInput=${set('final')} />
    </fieldset>`;
}

/** The statuses, as texts, of what may be a text, a number, a list of these, or an object with one. */
export function statusesOf(value) {
  const status = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.status : value;
  return [status ?? []].flat().map(String);
}

/** With what else was said about counting. */
function counted(old, status) {
  if (typeof old === 'object' && old !== null && !Array.isArray(old)) return {...old, status};
  return status.length > 0 ? status : undefined;
}
