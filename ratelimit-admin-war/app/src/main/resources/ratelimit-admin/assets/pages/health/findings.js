import {html} from '../../html.js';
import {Problem} from '../../parts/problem.js';

/** What the service found wrong with itself, and what to do. */
export function Findings({loaded: {data, error, reload}}) {
  return html`
    <section class="panel" aria-labelledby="findings">
      <h2 id="findings">Self-check</h2>
      <${Problem} error=${error} stale=${data !== null} retry=${reload} />
      ${data && (data.findings.length ? html`<${All} findings=${data.findings} />` : html`<p class="muted">Nothing to mend.</p>`)}
    </section>`;
}

function All({findings}) {
  return html`
    <ul class="plain">${findings.map(({severity, code, message, remedy}) => html`
      <li key=${code + message}>
        <span class="badge ${severity === 'warning' ? 'warning' : ''}">${severity === 'warning' ? 'Warning' : 'Note'}</span>
        <span><strong>${message}</strong> <span class="muted">${remedy}</span></span>
      </li>`)}
    </ul>`;
}
