import {useAccess} from '../../access.js';
import {html} from '../../html.js';
import {Editor} from './editor.js';
import {toList} from './places.js';

/** A new rule, for who may make one. */
export function NewRule({like}) {
  const {mayWrite} = useAccess();
  if (mayWrite) return html`<${Editor} like=${like} />`;
  return html`
    <p class="rule-way"><a href=${toList()}>Rules</a></p>
    <h1 tabindex="-1">New rule</h1>
    <p class="muted">Making a rule needs the admin token.</p>`;
}
