import {useAccess} from '../../access.js';
import {get} from '../../api.js';
import {html, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {Empty} from '../../parts/empty.js';
import {Problem} from '../../parts/problem.js';
import {Change} from './change.js';
import {toList} from './places.js';
import {Rollback} from './rollback.js';

/** A change may be of thousands of rules, so not all that are kept are read at first. */
const LATEST = 20;
const KEPT = 200;

/** Who changed which stored rules when, and the way back. */
export function HistoryPage() {
  const {mayWrite} = useAccess();
  const [size, setSize] = useState(LATEST);
  const {data, error, reload} = useLoad(({signal}) => get('ratelimit/rules/history', {size}, {signal}), [size]);
  const [target, setTarget] = useState(null);
  const changes = data?.changes ?? [];
  return html`
    <p class="rule-way"><a href=${toList()}>Rules</a></p>
    <div class="head"><h1 tabindex="-1">History of rules</h1></div>
    <${Problem} error=${error} retry=${reload} />
    ${data && changes.length === 0 && html`<${Empty} title="No rule was changed yet">What is saved here or over HTTP appears in this place, and the rules can go back to how they were after any change.</${Empty}>`}
    ${!data && !error && html`<div class="panel" aria-busy="true">Loading the history…</div>`}
    <ol class="rule-changes">
      ${changes.map((change, i) => html`
        <${Change} key=${change.version} change=${change} isLatest=${i === 0} onBack=${mayWrite && i > 0 ? () => setTarget(change) : null} />`)}
    </ol>
    ${changes.length === LATEST && size === LATEST && html`<button type="button" class="quiet" onClick=${() => setSize(KEPT)}>Show older changes</button>`}
    ${target && html`<${Rollback} changes=${changes} target=${target} onDone=${reload} onClose=${() => setTarget(null)} />`}`;
}
