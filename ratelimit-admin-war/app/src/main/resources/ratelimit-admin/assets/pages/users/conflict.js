import {html} from '../../html.js';
import {Diff, pretty} from '../../parts/diff.js';

/** Somebody else changed the user meanwhile: what there is now against what was typed. */
export function Conflict({theirs, mine, onTheirs, onMine}) {
  const {plan, limits, overrides, until, note} = theirs;
  return html`
    <div class="problem" role="alert">
      <p><strong>Somebody changed this user meanwhile.</strong> Nothing is saved yet. In red what is there now, in green what you typed:</p>
      <${Diff} label="Theirs against yours" before=${pretty({plan, limits, overrides, until, note})} after=${pretty(mine)} />
      <div class="buttons">
        <button type="button" class="quiet" onClick=${onTheirs}>Take theirs</button>
        <button type="button" onClick=${onMine}>Save mine</button>
      </div>
    </div>`;
}
