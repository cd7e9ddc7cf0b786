import {html} from '../../html.js';
import {rowsOf, whenOf} from './condition.js';
import {ConditionRow} from './condition-row.js';
import {withField, withItem} from './draft.js';
import {beside, within} from './faults.js';

const FIRST = {field: 'path', name: '', values: [], not: false};

/** Which requests the rule is for: rows that must all hold. */
export function ConditionForm({rule, errors, onChange}) {
  const rows = rowsOf(rule.when);
  const set = next => onChange(withField(rule, 'when', whenOf(next)));
  const ofAll = beside(errors.filter(({field}) => /^when\b/.test(field)), rows.map(row => row.at));
  return html`
    <fieldset class="part">
      <legend>For which requests</legend>
      ${rows.length === 0 && html`<p class="muted">For every request.</p>`}
      ${rows.map((row, i) => html`
        <${ConditionRow} key=${i} row=${row} place=${i + 1} error=${within(errors, row.at)} onChange=${one => set(withItem(rows, i, one))} />`)}
      ${ofAll.map(({field, message}) => html`<small key=${field} class="error">${message}</small>`)}
      <button type="button" class="quiet" onClick=${() => set([...rows, FIRST])}>Add a condition</button>
    </fieldset>`;
}
