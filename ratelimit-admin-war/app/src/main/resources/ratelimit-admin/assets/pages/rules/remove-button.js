import {html} from '../../html.js';

/** Takes a row of a part of the form away; who did that by keyboard goes on at the part's own button. */
export function RemoveButton({label, onRemove}) {
  const remove = event => {
    event.currentTarget.closest('fieldset').querySelector(':scope > button').focus();
    onRemove();
  };
  return html`<button type="button" class="quiet" aria-label=${label} onClick=${remove}>×</button>`;
}
