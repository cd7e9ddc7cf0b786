import {html, useState} from '../../html.js';
import {Table} from '../../parts/table.js';
import {TextField} from '../../parts/field.js';

const COLUMNS = [
  {title: 'Setting', header: true, cell: setting => html`<code>${setting.name}</code>`},
  {title: 'Value', cell: ({value, secret}) => value === null ? html`<span class="muted">not set</span>` : secret ? html`<em>${value}, not shown</em>` : value},
  {title: 'From', cell: ({origin}) => origin === 'default' ? html`<span class="muted">default</span>` : origin},
];

/** The settings in effect on the node that answers, and where each was said. */
export function Settings({settings}) {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const fits = ({name, value, origin}) =>
    (all || origin !== 'default') && `${name} ${value}`.toLowerCase().includes(text.toLowerCase());
  const rows = settings.filter(fits);
  return html`
    <section class="panel" aria-labelledby="settings">
      <h2 id="settings">Settings in effect</h2>
      <div class="fields">
        <${TextField} label="Find a setting" type="search" value=${text} onInput=${setText} />
        <div class="field check">
          <label><input type="checkbox" role="switch" checked=${all} onChange=${event => setAll(event.target.checked)} /> Defaults, too</label>
        </div>
      </div>
      ${rows.length
        ? html`<${Table} caption="Of the node that answers here" columns=${COLUMNS} rows=${rows} keyOf=${setting => setting.name} />`
        : html`<p class="muted" role="status">${nothing(text, all)}</p>`}
    </section>`;
}

/** Says why none is shown. */
function nothing(text, all) {
  if (all) return 'No setting has that in its name or value.';
  return text === '' ? 'Nothing but defaults.' : 'Nothing that was set has that in its name or value; a default may.';
}
