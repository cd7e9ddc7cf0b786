import {ALGORITHMS} from '../../format.js';
import {html} from '../../html.js';
import {TextField} from '../../parts/field.js';
import {LIMIT_FIELDS} from './special-draft.js';

/** The user's own limit in place of that of rule default, which has the same algorithm. */
export function LimitFields({algorithm, limit, onChange, errors = []}) {
  const fields = LIMIT_FIELDS[algorithm];
  const whole = errors.find(({field}) => /^limits(\[0\])?$/.test(field)) ?? errors.find(({field}) =>
    field.startsWith('limits[0].') && !fields.some(([name]) => field === `limits[0].${name}`));
  return html`
    <fieldset>
      <legend>In place of the limit of rule default <span class="muted">(${ALGORITHMS[algorithm]}; empty for the rule's own)</span></legend>
      <div class="fields">${fields.map(([field, label, help]) => html`
        <${TextField} key=${field} label=${label} value=${limit[field] ?? ''} help=${help} onInput=${value => onChange({...limit, [field]: value})}
          error=${errors.find(one => one.field === `limits[0].${field}`)?.message} />`)}
      </div>
      ${whole && html`<small class="error">${whole.message}</small>`}
    </fieldset>`;
}
