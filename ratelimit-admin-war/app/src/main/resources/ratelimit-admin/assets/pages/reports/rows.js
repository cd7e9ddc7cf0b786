import {number} from '../../format.js';
import {html} from '../../html.js';
import {Table} from '../../parts/table.js';
import {Rule} from '../../parts/tallies.js';

const MOST = 100;

/** A table of the first rows, or that there is none. */
export function Rows({none, rows, ...table}) {
  if (rows.length === 0) return html`<p class="muted">${none}</p>`;
  return html`<${Table} hideCaption rows=${first(rows)} ...${table} /><${Rest} of=${rows} />`;
}

/** The ids of rules, or that there is none. */
export function RuleNames({rules, none}) {
  if (rules.length === 0) return html`<p class="muted">${none}</p>`;
  return html`
    <ul class="names">${first(rules).map(rule => html`<li key=${rule}><${Rule} id=${rule} /></li>`)}</ul>
    <${Rest} of=${rules} />`;
}

export const first = rows => rows.slice(0, MOST);

/** Says what is left out. */
export function Rest({of}) {
  return of.length > MOST && html`<p class="muted">The first ${MOST} of ${number(of.length)}; all are in the CSV.</p>`;
}
