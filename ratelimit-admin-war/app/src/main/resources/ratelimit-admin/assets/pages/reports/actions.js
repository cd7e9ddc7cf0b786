import {download} from '../../api.js';
import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {localText} from '../../parts/end.js';
import {Problem} from '../../parts/problem.js';

/** Takes the report elsewhere: on paper, or as a table. */
export function Actions({from, to}) {
  const [state, setState] = useState({busy: false, error: null});
  const csv = async () => {
    setState({busy: true, error: null});
    try {
      save(await download('ratelimit/analytics/report', {from, to, format: 'csv'}), `ratelimit-report-${localText(from).slice(0, 10)}.csv`);
      setState({busy: false, error: null});
    } catch (error) {
      setState({busy: false, error});
    }
  };
  return html`
    <div class="buttons no-print">
      <${BusyButton} class="quiet" busy=${state.busy} onClick=${csv}>Download CSV</${BusyButton}>
      <button type="button" class="quiet" onClick=${() => print()}>Print</button>
    </div>
    <${Problem} error=${state.error} />`;
}

/** A link made for it, since the request needs the token in its header. */
function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
