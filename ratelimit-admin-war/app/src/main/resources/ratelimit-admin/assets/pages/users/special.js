import {useAccess} from '../../access.js';
import {limitText} from '../../format.js';
import {html, useState} from '../../html.js';
import {RelativeTime, Time} from '../../parts/time.js';
import {href} from '../../router.js';
import {Kept} from './kept.js';
import {SpecialForm} from './special-form.js';

/** What is special about a user: plan, own limits, their end, a note. */
export function Special({user, onChange}) {
  const {mayWrite} = useAccess();
  const [open, setOpen] = useState(false);
  const isSpecial = user.custom || user.plan !== null || Object.keys(user.overrides).length > 0;
  return html`
    <section class="panel" aria-labelledby="special">
      <header>
        <h2 id="special">Plan and own limits</h2>
        ${mayWrite && html`<button type="button" class="quiet" onClick=${() => setOpen(true)}>Change…</button>`}
      </header>
      ${!isSpecial && html`<p class="muted">Nothing special: the limits of the rules hold.</p>`}
      <dl class="facts">
        <dt>Plan</dt><dd>${user.plan || html`<span class="muted">none</span>`}</dd>
        ${user.limits.length > 0 && html`<dt>In place of rule default</dt><dd>${user.limits.map(limitText).join(', ')}</dd>`}
        ${Object.entries(user.overrides).map(([rule, override]) => html`
          <dt key=${rule}>In place of <a href=${href(['rules', rule])}>${rule}</a></dt><dd><${Override} override=${override} /></dd>`)}
        ${isSpecial && html`<dt>Until</dt><dd><${Until} user=${user} /></dd>`}
        ${user.note && html`<dt>Note</dt><dd>${user.note}</dd>`}
        <dt>Since</dt><dd><${Kept} at=${user.created_at} /></dd>
        <dt>Changed</dt><dd><${Kept} at=${user.updated_at} as=${RelativeTime} /></dd>
      </dl>
      ${open && html`<${SpecialForm} id=${user.user_id} user=${user} onDone=${onChange} onClose=${() => setOpen(false)} />`}
    </section>`;
}

function Until({user: {until, ended}}) {
  if (!until) return html`<span class="muted">no end</span>`;
  return html`<${Time} at=${until} /> ${ended ? html`<span class="badge warning">ended: the rules hold again</span>` : html`<span class="muted"><${RelativeTime} at=${until} /></span>`}`;
}

function Override({override}) {
  const limits = Array.isArray(override) ? override : override.limits;
  return html`${limits.map(limitText).join(', ')}${override.until && html` <span class="muted">until <${Time} at=${override.until} /></span>`}`;
}
