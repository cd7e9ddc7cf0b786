import {html} from '../../html.js';
import {Problem} from '../../parts/problem.js';
import {concerns} from './concerns.js';

const BADGES = {warning: ['warning', 'Warning'], note: ['', 'Note'], good: ['allowed', 'Ready']};

/** What somebody should look at, with where to act. */
export function Attention({report, settings}) {
  const found = concerns(report.data?.insights, settings.data?.findings);
  const isLoading = report.loading || settings.loading;
  const failed = [report, settings].filter(one => one.error);
  const retry = () => failed.forEach(one => one.reload());
  return html`
    <${Problem} error=${failed[0]?.error} stale=${found.length > 0 && failed[0]?.data !== null} retry=${retry} />
    ${found.length > 0 && html`
      <ul class="plain attention">${found.map(({key, severity, text, link, action}) => html`
        <li key=${key}>
          <span class="badge ${BADGES[severity][0]}">${BADGES[severity][1]}</span>
          <span>${text} ${link && html`<a href=${link}>${action}</a>`}</span>
        </li>`)}
      </ul>`}
    ${found.length === 0 && failed.length === 0 && html`<p class="muted" aria-busy=${isLoading}>${isLoading ? 'Looking…' : 'Nothing. All is well.'}</p>`}`;
}
