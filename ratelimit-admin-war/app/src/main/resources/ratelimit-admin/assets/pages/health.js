import {html} from '../html.js';

export function HealthPage() {
  return html`<h1 tabindex="-1">Health</h1>`;
}
