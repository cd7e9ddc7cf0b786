import {count} from '../../format.js';
import {html} from '../../html.js';
import {Diff} from '../../parts/diff.js';
import {jsonText} from '../../parts/json-text.js';
import {kindOf} from './changes.js';

/** More than anybody reads at once. */
const SHOWN = 20;

/** What became of each of some rules. */
export function RuleDiffs({changes}) {
  return html`
    ${changes.slice(0, SHOWN).map(one => html`
      <div key=${one.id} class="rule-change">
        <h3>${one.id} <span class="muted">${kindOf(one)}</span></h3>
        <${Diff} label=${`What changed in ${one.id}`} before=${text(one.before)} after=${text(one.after)} />
      </div>`)}
    ${changes.length > SHOWN && html`<p class="muted">And ${count(changes.length - SHOWN, 'more rule')}.</p>`}`;
}

const text = rule => rule === null ? '' : jsonText(rule);
