import {html} from '../../html.js';

/** A part of the report with its heading. */
export function Section({title, help, children}) {
  const id = `report-${title.toLowerCase().replaceAll(' ', '-')}`;
  return html`
    <section class="panel" aria-labelledby=${id}>
      <h2 id=${id}>${title}</h2>
      ${help && html`<p class="muted">${help}</p>`}
      ${children}
    </section>`;
}
