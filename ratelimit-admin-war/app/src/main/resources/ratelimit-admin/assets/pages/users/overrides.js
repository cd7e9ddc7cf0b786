import {html, useRef} from '../../html.js';
import {Field} from '../../parts/field.js';

/** Limits in place of those of other rules: one row for each. */
export function Overrides({rows, rules, onChange, errors = []}) {
  const list = useRef(`rules-${Math.random().toString(36).slice(2)}`).current;
  const set = (i, change) => onChange(rows.map((row, j) => j === i ? {...row, ...change} : row));
  const general = errors.find(({field}) => field === 'overrides');
  return html`
    <fieldset>
      <legend>In place of the limits of other rules</legend>
      <datalist id=${list}>${rules.map(rule => html`<option key=${rule.id + rule.origin} value=${rule.id} />`)}</datalist>
      ${rows.map((row, i) => html`
        <${Row} key=${i} row=${row} number=${i + 1} list=${list} error=${faultOf(row.rule.trim(), errors)}
          onChange=${change => set(i, change)} onRemove=${() => onChange(rows.filter((_, j) => j !== i))} />`)}
      ${general && html`<small class="error">${general.message}</small>`}
      <button type="button" class="quiet" onClick=${() => onChange([...rows, {rule: '', text: ''}])}>Add a rule</button>
    </fieldset>`;
}

function Row({row: {rule, text}, number, list, error, onChange, onRemove}) {
  return html`
    <div class="fields override">
      <${Field} label="Rule ${number}">${attributes => html`
        <input ...${attributes} value=${rule} list=${list} required autocomplete="off" spellcheck=${false} onInput=${event => onChange({rule: event.target.value})} />`}</${Field}>
      <${Field} label="Limits ${number}" help="Such as 200/1m, or JSON as in a rule." error=${error}>${attributes => html`
        <textarea ...${attributes} class="code" rows=${Math.min(8, Math.max(1, text.split('\n').length, Math.ceil(text.length / 50)))} required spellcheck=${false} value=${text}
          onInput=${event => onChange({text: event.target.value})}></textarea>`}</${Field}>
      <button type="button" class="quiet remove" aria-label="Remove row ${number}" onClick=${onRemove}>×</button>
    </div>`;
}

/** What is wrong below overrides.<rule>, with the place where it is deeper. */
function faultOf(rule, errors) {
  const field = `overrides.${rule}`;
  const found = errors.find(one => one.field === field || one.field.startsWith(`${field}[`) || one.field.startsWith(`${field}.`));
  const place = found?.field.slice(field.length).replace(/^\./, '');
  return found && (place && place !== '[0]' ? `${place}: ${found.message}` : found.message);
}
