import {html} from '../html.js';

/**
 * A table that becomes a list of cards where the page is narrow.
 *
 * @param columns [{title, cell: row => content, number: right-aligned, header: names the row}]
 * @param keyOf what tells rows apart
 */
export function Table({caption, columns, rows, keyOf, hideCaption = false}) {
  return html`
    <div class="scroll">
      <table>
        <caption class=${hideCaption ? 'hidden' : ''}>${caption}</caption>
        <thead><tr>${columns.map(column => html`
          <th key=${column.title} scope="col" class=${column.number ? 'number' : ''}>${column.title}</th>`)}</tr></thead>
        <tbody>${rows.map((row, i) => html`<tr key=${keyOf(row, i)}>${columns.map(column => cell(column, row))}</tr>`)}</tbody>
      </table>
    </div>`;
}

function cell({title, cell, number, header}, row) {
  const content = cell(row);
  const classes = number ? 'number' : '';
  return header
    ? html`<th key=${title} scope="row" class=${classes} data-title=${title}><div>${content}</div></th>`
    : html`<td key=${title} class=${classes} data-title=${title}><div>${content}</div></td>`;
}
