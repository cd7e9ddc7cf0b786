import {html} from '../../html.js';
import {SelectField, TextField} from '../../parts/field.js';
import {conditionText, FIELDS} from './condition.js';
import {ListField} from './parsed-field.js';
import {RemoveButton} from './remove-button.js';

const CHOICES = FIELDS.map(([field, label]) => [field, label]);
const SAYS = [['is', 'is'], ['not', 'is not']];

/**
 * One thing that must hold.
 *
 * @param place of the row, from 1, by which it is named
 * @param onChange takes the row as it becomes; undefined to take it away
 */
export function ConditionRow({row, place, error, onChange}) {
  const [, , isNamed, example] = FIELDS.find(([field]) => field === row.field) ?? [];
  const named = what => html`<span class="hidden">Condition ${place}: </span>${what}`;
  return html`
    <div class=${`rule-row ${row.field ? '' : 'raw'}`}>
      <div class="cells">${row.field ? html`
        <${SelectField} label=${named('Of')} options=${CHOICES} value=${row.field} onInput=${field => onChange({...row, field})} />
        ${isNamed && html`<${TextField} label=${named('Name')} value=${row.name} onInput=${name => onChange({...row, name})} />`}
        <${SelectField} label=${named('Says')} options=${SAYS} value=${row.not ? 'not' : 'is'} onInput=${says => onChange({...row, not: says === 'not'})} />
        <div class="most">
          <${ListField} label=${named('One of')} placeholder=${example} error=${error} value=${row.values} onInput=${values => onChange({...row, values})} />
        </div>`
      : html`<${RawCondition} raw=${row.raw} />`}</div>
      <${RemoveButton} label=${`Remove condition ${place}`} onRemove=${() => onChange(undefined)} />
    </div>`;
}

/** A part that no row can show; it is kept. */
function RawCondition({raw}) {
  return html`<div class="wide"><code>${conditionText(raw)}</code><small>More than the form has fields for: it is kept, and edited as JSON.</small></div>`;
}
