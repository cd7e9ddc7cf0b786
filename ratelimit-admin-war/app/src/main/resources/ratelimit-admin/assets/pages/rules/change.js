import {number} from '../../format.js';
import {html, useState} from '../../html.js';
import {RelativeTime} from '../../parts/time.js';
import {changed, kindOf} from './changes.js';
import {RuleDiffs} from './rule-diffs.js';

const NAMED = 5;

/** One change of the history; what it did is shown when asked for. */
export function Change({change, isLatest, onBack}) {
  const [isOpen, setOpen] = useState(isLatest);
  const all = changed(change);
  return html`
    <li class="panel">
      <header>
        <div><h2>${summary(all)}</h2><small><span class="badge">Version ${change.version}</span> by ${change.author}, <${RelativeTime} at=${change.at} /></small></div>
        <span class="buttons">
          ${isLatest && html`<span class="badge allowed">In force</span>`}
          ${onBack && html`<button type="button" class="quiet" onClick=${onBack}>Roll back to version ${change.version}</button>`}
        </span>
      </header>
      <details open=${isOpen} onToggle=${event => setOpen(event.target.open)}>
        <summary>What changed</summary>
        ${isOpen && html`<${RuleDiffs} changes=${all} />`}
      </details>
    </li>`;
}

/** 'search changed', 'a, b and 3 more added, c deleted'. */
function summary(all) {
  const kinds = ['added', 'changed', 'deleted'].map(kind => [kind, all.filter(one => kindOf(one) === kind).map(one => one.id)]);
  const texts = kinds.filter(([, ids]) => ids.length > 0).map(([kind, ids]) => `${names(ids)} ${kind}`);
  return texts.join('; ') || 'Nothing changed';
}

function names(ids) {
  return ids.length <= NAMED ? ids.join(', ') : `${ids.slice(0, NAMED).join(', ')} and ${number(ids.length - NAMED)} more`;
}
