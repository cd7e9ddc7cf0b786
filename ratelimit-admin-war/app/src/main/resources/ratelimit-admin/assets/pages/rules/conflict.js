import {html} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Diff} from '../../parts/diff.js';
import {Dialog} from '../../parts/dialog.js';
import {jsonText} from '../../parts/json-text.js';
import {Problem} from '../../parts/problem.js';
import {ruleOf, versionOf} from './draft.js';

/**
 * Somebody else was faster: shows theirs against yours, and lets one of them be taken.
 *
 * @param state {theirs, busy, error}; theirs is null where the rule is no longer there
 */
export function Conflict({rule, state, isNew, onTaken, onSave, onClose}) {
  const {theirs, busy, error} = state;
  return html`
    <${Dialog} wide title=${titleOf(theirs, isNew)} onClose=${onClose}>
      <p>${theirs ? 'Nothing was saved. Below is what there is now, and what yours would make of it.' : 'Nothing was saved. Below is your rule, as it would be stored again.'}</p>
      <${Diff} label="Theirs against yours" before=${theirs ? jsonText(ruleOf(theirs)) : ''} after=${jsonText(rule)} />
      <${Problem} error=${error} />
      <footer class="buttons">
        <button type="button" class="quiet" data-focus onClick=${onClose}>Go on editing</button>
        ${theirs && !isNew && html`<button type="button" class="quiet" onClick=${() => onTaken(theirs)}>Take theirs</button>`}
        <${BusyButton} class="danger" busy=${busy} onClick=${() => onSave(theirs ? versionOf(theirs) : null)}>
          ${theirs ? 'Save over it' : 'Store it again'}</${BusyButton}>
      </footer>
    </${Dialog}>`;
}

function titleOf(theirs, isNew) {
  if (!theirs) return 'Somebody else deleted this rule meanwhile';
  return isNew ? `There is a rule ${theirs.id} already` : 'Somebody else saved this rule meanwhile';
}
