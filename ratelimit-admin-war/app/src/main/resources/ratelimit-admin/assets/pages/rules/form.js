import {html} from '../../html.js';
import {CheckField, TextField} from '../../parts/field.js';
import {ConditionForm} from './condition-form.js';
import {withField} from './draft.js';
import {about} from './faults.js';
import {KeyForm} from './key-form.js';
import {LimitsForm} from './limits-form.js';
import {ModeControl} from './mode-control.js';
import {MoreFields} from './more-fields.js';
import {NumberField} from './parsed-field.js';

/** A rule as a form. It changes the fields it shows, and leaves all others as they are. */
export function RuleForm({rule, errors, onChange, isNew}) {
  const set = field => value => onChange(withField(rule, field, value));
  const text = field => ({value: rule[field] ?? '', error: about(errors, field), onInput: set(field)});
  const parts = {rule, errors, onChange};
  return html`
    <div class="fields">
      ${isNew
        ? html`<${TextField} label="Id" required placeholder="search-free" help="Letters, digits, dots, - and _. It stays." ...${text('id')} />`
        : about(errors, 'id') && html`<p class="error">${about(errors, 'id')}</p>`}
      <${NumberField} label="Priority" placeholder="100" help="The lower the earlier it is asked." ...${text('priority')} />
    </div>
    <${TextField} label="Description" ...${text('description')} />
    <${CheckField} label="Enabled" help="One that is not enabled is left out, as if it were not there." checked=${rule.enabled ?? true} onInput=${set('enabled')} />
    <${ModeControl} ...${parts} />
    <${ConditionForm} ...${parts} />
    <${KeyForm} ...${parts} />
    <${LimitsForm} ...${parts} />
    <${MoreFields} ...${parts} />`;
}
