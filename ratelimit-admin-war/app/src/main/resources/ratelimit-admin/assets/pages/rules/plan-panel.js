import {limitText} from '../../format.js';
import {html} from '../../html.js';
import {Time} from '../../parts/time.js';
import {toRule} from './places.js';

/**
 * What a plan gives.
 *
 * @param onEdit null where it may not be changed; so onDelete
 */
export function PlanPanel({plan, onEdit, onDelete}) {
  const overrides = Object.entries(plan.overrides ?? {});
  return html`
    <section class="panel" aria-label=${`Plan ${plan.name}`}>
      <header>
        <h2>${plan.name}</h2>
        <span class="buttons">
          ${!plan.version && html`<span class="badge" title="From a rules file">File</span>`}
          ${onEdit && html`<button type="button" class="quiet" onClick=${onEdit}>Edit<span class="hidden"> plan ${plan.name}</span></button>`}
          ${onDelete && html`<button type="button" class="quiet" onClick=${onDelete}>Delete<span class="hidden"> plan ${plan.name}</span></button>`}
        </span>
      </header>
      ${overrides.length === 0 && html`<p class="muted">It changes no limits; rules may ask for it in their conditions.</p>`}
      <ul class="plain">
        ${overrides.map(([id, override]) => html`
          <li key=${id}><a href=${toRule(id)}>${id}</a><span>${limitsOf(override).map(limitText).join('; ')}${override.until && html` until <${Time} at=${override.until} />`}</span></li>`)}
      </ul>
    </section>`;
}

const limitsOf = override => Array.isArray(override) ? override : override.limits ?? [];
