import {count} from '../../format.js';
import {html} from '../../html.js';
import {href} from '../../router.js';

/** Rules whose buckets the id alone does not tell. */
export function OtherRules({rules}) {
  if (rules.length === 0) return null;
  return html`
    <details class="others">
      <summary>${count(rules.length, 'more rule')} ${rules.length === 1 ? 'counts' : 'count'} by more than the user</summary>
      <ul class="plain">${rules.map(({rule, key}) => html`
        <li key=${rule}><a href=${href(['rules', rule])}>${rule}</a> <span class="muted">counts by ${key.join(', ')}. “Why was I denied?” looks at one bucket of it.</span></li>`)}
      </ul>
    </details>`;
}
