import {count} from '../../format.js';
import {html} from '../../html.js';
import {href} from '../../router.js';

const MOST = 100;

/** The rules that apply to the request, and of the others what keeps it away. */
export function AppliedRules({rules}) {
  const apply = rules.filter(rule => rule.applies);
  const others = rules.filter(rule => !rule.applies);
  return html`
    <h3>Rules that apply</h3>
    ${apply.length === 0 && html`<p class="muted">None.</p>`}
    <ul class="plain rules">${apply.map(({rule, enforced, key, subject}, i) => html`
      <li key=${rule + i}>
        <a href=${href(['rules', rule])}>${rule}</a>
        <span class="badge ${enforced ? '' : 'warning'}">${enforced ? 'enforced' : 'not enforced'}</span>
        <span class="muted">counts by ${key.join(', ')}${subject && html`: ${subject.join(', ')}`}</span>
      </li>`)}
    </ul>
    ${others.length > 0 && html`
      <details>
        <summary>${count(others.length, 'rule')} that ${others.length === 1 ? 'does' : 'do'} not apply, and why</summary>
        <ul class="plain rules">${others.slice(0, MOST).map(({rule, reason}, i) => html`
          <li key=${rule + i}><a href=${href(['rules', rule])}>${rule}</a> <span class="muted">${reason}</span></li>`)}
        </ul>
        ${others.length > MOST && html`<p class="muted">And ${count(others.length - MOST, 'more rule')}.</p>`}
      </details>`}`;
}
