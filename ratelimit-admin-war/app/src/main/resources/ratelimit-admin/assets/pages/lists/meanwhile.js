import {html, useEffect, useRef} from '../../html.js';
import {Diff} from '../../parts/diff.js';
import {LISTS} from './kinds.js';
import {linesOf} from './stored.js';

/**
 * What a list has, where that is not what whoever writes an entry could know.
 *
 * @param theirs what is there; null where it was taken off
 * @param mine what would be there
 * @param isNew whether it was to be added
 */
export function Meanwhile({list, theirs, mine, isNew, onTheirs, onMine}) {
  const region = useRef(null);
  // The button that had the focus is no longer there.
  useEffect(() => region.current.focus(), []);
  return html`
    <div class="problem" role="alert" tabindex="-1" ref=${region}>
      <p><strong>${headline(list, theirs, isNew)}</strong> Nothing is saved yet. ${theirs ? 'In red what is there now, in green what you typed:' : 'This is what would be there again:'}</p>
      <${Diff} label="Theirs against yours" before=${linesOf(theirs)} after=${linesOf(mine)} />
      <div class="buttons">
        <button type="button" class="quiet" onClick=${onTheirs}>${theirs ? 'Keep theirs' : 'Leave it off'}</button>
        <button type="button" onClick=${onMine}>${theirs ? 'Replace it' : 'Put it back'}</button>
      </div>
    </div>`;
}

function headline(list, theirs, isNew) {
  if (!theirs) return 'Somebody else took it off meanwhile.';
  return isNew ? `This is on the ${LISTS[list].label.toLowerCase()} already.` : 'Somebody else changed it meanwhile.';
}
