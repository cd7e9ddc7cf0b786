import {count} from '../../format.js';
import {html} from '../../html.js';

/** What is not saved yet, and the button that saves it. */
export function SaveBar({draft, errors, findings, isNew}) {
  const obstacle = obstacleOf(draft, errors, isNew);
  return html`
    <div class="panel rule-save">
      <span class=${draft.fault || errors.length ? 'error' : 'muted'} role="status">${obstacle ?? unsaved(findings)}</span>
      <span class="buttons">
        <button type="button" class="quiet" disabled=${!draft.isDirty} onClick=${draft.discard}>Discard changes</button>
        <button type="submit" disabled=${obstacle !== null}>Save…</button>
      </span>
    </div>`;
}

function unsaved(findings) {
  return `There are changes that are not saved${findings.length > 0 ? `, with ${count(findings.length, 'finding')}` : ''}.`;
}

/** Why it cannot be saved; null when it can. */
function obstacleOf({fault, isDirty, rule}, errors, isNew) {
  if (fault) return `Line ${fault.line} of the JSON cannot be read.`;
  if (errors.length > 0) return `${count(errors.length, 'fault')} to mend before it can be saved.`;
  if (isNew && !rule.id) return 'Give the rule an id to save it.';
  return isDirty ? null : 'Nothing has been changed.';
}
