import {html} from '../html.js';

export function OverviewPage() {
  return html`<h1 tabindex="-1">Overview</h1>`;
}
