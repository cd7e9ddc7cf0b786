import {html} from '../html.js';

export function ReportsPage() {
  return html`<h1 tabindex="-1">Reports</h1>`;
}
