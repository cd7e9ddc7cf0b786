import {html, useEffect, useState} from '../../html.js';
import {localText} from '../../parts/end.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {TextField} from '../../parts/field.js';
import {Segments} from '../../parts/segments.js';
import {go, route} from '../../router.js';
import {RANGES, errorOf, instantOf, wanted} from './times.js';

const OPTIONS = Object.entries(RANGES).map(([name, {label}]) => [name, label]);

/**
 * Asks what time a report is about.
 *
 * @param asked {range, from, to} as the route says
 * @param shown from and to of what is shown
 * @param again called when what is asked for is what was
 */
export function RangeForm({asked, shown, error, again}) {
  const [typed, setTyped] = useState({});
  const from = typed.from ?? localText(shown?.from);
  const to = typed.to ?? localText(shown?.to);
  const form = useFaultFocus(error);
  const place = JSON.stringify(asked);
  useEffect(() => setTyped({}), [place]);
  const ask = times => {
    go(['reports'], times);
    if (JSON.stringify(wanted(route().parameters)) !== place) return;
    setTyped({});
    again();
  };
  const submit = event => {
    event.preventDefault();
    ask({from: from && instantOf(from), to: to && instantOf(to)});
  };
  return html`
    <form class="panel no-print range" ref=${form} onSubmit=${submit} novalidate>
      <div class="field">
        <span class="label">The last</span>
        <${Segments} label="The last" value=${asked.range} options=${OPTIONS} onChoose=${range => ask({range})} />
      </div>
      <${TextField} label="From" type="datetime-local" value=${from} error=${errorOf(error, 'from')}
        onInput=${text => setTyped({from: text, to})} />
      <${TextField} label="To" type="datetime-local" value=${to} error=${errorOf(error, 'to')}
        onInput=${text => setTyped({from, to: text})} />
      <button type="submit">Show</button>
    </form>`;
}
