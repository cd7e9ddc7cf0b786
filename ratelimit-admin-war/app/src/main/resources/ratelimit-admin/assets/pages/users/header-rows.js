import {html} from '../../html.js';
import {TextField} from '../../parts/field.js';

/** The headers of a request, one a row. */
export function HeaderRows({rows, onChange, error}) {
  const set = (i, change) => onChange(rows.map((row, j) => j === i ? {...row, ...change} : row));
  return html`
    <div class="header-rows">
      ${rows.map(({name, value}, i) => html`
        <div key=${i} class="fields">
          <${TextField} label="Header ${i + 1}" placeholder="X-Api-Version" value=${name} onInput=${text => set(i, {name: text})} error=${error} />
          <${TextField} label="Value ${i + 1}" value=${value} onInput=${text => set(i, {value: text})} />
          <button type="button" class="quiet remove" aria-label="Remove row ${i + 1}" onClick=${() => onChange(rows.filter((_, j) => j !== i))}>×</button>
        </div>`)}
      <p><button type="button" class="quiet" onClick=${() => onChange([...rows, {name: '', value: ''}])}>Add a header</button></p>
    </div>`;
}
