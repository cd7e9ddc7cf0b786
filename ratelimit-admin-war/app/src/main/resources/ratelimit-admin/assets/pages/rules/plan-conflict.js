import {html} from '../../html.js';
import {Diff} from '../../parts/diff.js';
import {jsonText} from '../../parts/json-text.js';

/**
 * Somebody else was faster: shows theirs against what was typed.
 *
 * @param theirs null where the plan is no longer there
 */
export function PlanConflict({theirs, isNew, text}) {
  return html`
    <p role="alert">
      ${sentence(theirs, isNew)} Nothing was saved. Below is what ${theirs ? 'there is now, and what yours would make of it.' : 'would be stored again.'}
    </p>
    <${Diff} label="Theirs against yours" before=${theirs ? jsonText(theirs.overrides) : ''} after=${text} />`;
}

function sentence(theirs, isNew) {
  if (!theirs) return 'Somebody else deleted this plan meanwhile.';
  return isNew ? `There is a plan ${theirs.name} already.` : 'Somebody else saved this plan meanwhile.';
}
