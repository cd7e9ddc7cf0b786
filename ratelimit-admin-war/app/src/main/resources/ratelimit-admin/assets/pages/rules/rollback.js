import {count} from '../../format.js';
import {html} from '../../html.js';
import {Confirm} from '../../parts/confirm.js';
import {notify} from '../../parts/notices.js';
import {Time} from '../../parts/time.js';
import {undone} from './changes.js';
import {changeRules} from './known.js';
import {RuleDiffs} from './rule-diffs.js';

/** Asks before going back to the rules as they were after a change. */
export function Rollback({changes, target, onDone, onClose}) {
  const all = undone(changes, target.version);
  const back = async () => {
    try {
      await changeRules('POST', `ratelimit/rules/rollback/${target.version}`, {ifMatch: `"${changes[0].version}"`});
      notify(`The rules are those of version ${target.version} again.`);
    } finally {
      // Where somebody else was faster, the dialog says anew what will be different.
      onDone();
    }
  };
  return html`
    <${Confirm} wide title=${`Roll back to version ${target.version}?`} action="Roll back" onConfirm=${back} onClose=${onClose}>
      <p>The stored rules become what they were at <${Time} at=${target.at} />, at once and on every node. That is a change itself, and can be taken back.</p>
      ${all.length > 0 ? html`<p>${count(all.length, 'rule')} will be different:</p><div class="rule-undone"><${RuleDiffs} changes=${all} /></div>` : html`<p>No rule will be different.</p>`}
    </${Confirm}>`;
}
