import {html} from '../html.js';

export function RulesPage() {
  return html`<h1 tabindex="-1">Rules</h1>`;
}
