import {html, useEffect, useRef} from '../../html.js';
import {Diff} from '../../parts/diff.js';
import {jsonText} from '../../parts/json-text.js';

/** Somebody else changed the user meanwhile: what there is now against what was typed. */
export function Conflict({theirs, mine, onTheirs, onMine}) {
  const {plan, limits, overrides, until, note, version} = theirs;
  const region = useRef(null);
  // The button that had the focus is no longer there.
  useEffect(() => region.current.focus(), []);
  return html`
    <div class="problem" role="alert" tabindex="-1" ref=${region}>
      <p><strong>Somebody ${version === undefined ? 'deleted' : 'changed'} this user meanwhile.</strong> Nothing is saved yet. In red what is there now, in green what you typed:</p>
      <${Diff} label="Theirs against yours" before=${jsonText({plan, limits, overrides, until, note})} after=${jsonText(mine)} />
      <div class="buttons">
        <button type="button" class="quiet" onClick=${onTheirs}>Take theirs</button>
        <button type="button" onClick=${onMine}>Save mine</button>
      </div>
    </div>`;
}
