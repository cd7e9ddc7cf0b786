import {limitText} from '../../format.js';
import {html} from '../../html.js';
import {jsonText} from '../../parts/json-text.js';
import {conditionText} from './condition.js';
import {ruleOf} from './draft.js';
import {Heading} from './heading.js';
import {keyText} from './key-form.js';
import {failureText, statusesOf} from './more-fields.js';
import {modeSentence} from './rollout.js';

/** A rule in words and as JSON, for who may not change it. */
export function Reading({rule}) {
  return html`
    <${Heading} rule=${rule} />
    <div class="workbench">
      <section class="panel" aria-label="In words"><${Facts} rule=${rule} /></section>
      <section class="panel rule-json" aria-label="JSON"><pre>${jsonText(ruleOf(rule))}</pre></section>
    </div>
    <p class="muted">Changing it, and simulating it on recent traffic, needs the admin token.</p>`;
}

function Facts({rule}) {
  const statuses = statusesOf(rule.count_when);
  return html`
    <dl class="facts">
      ${rule.description && html`<dt>Description</dt><dd>${rule.description}</dd>`}
      ${rule.findings.length > 0 && html`<dt>Hardly meant</dt>${rule.findings.map(finding => html`<dd key=${finding} class="finding">${finding}</dd>`)}`}
      <dt>In force</dt><dd>${rule.enabled ? modeSentence(rule) : 'The rule is not enabled: it is left out, as if it were not there.'}</dd>
      <dt>For</dt><dd>${conditionText(rule.when)}</dd>
      <dt>Counted by</dt><dd>${keyText(rule.key)}</dd>
      <dt>Limits</dt>${rule.limits.map((limit, i) => html`<dd key=${i}>${limitText(limit)}</dd>`)}
      <dt>Cost of a request</dt><dd>${rule.cost}</dd>
      ${statuses.length > 0 && html`<dt>Counts only</dt><dd>responses of ${statuses.join(', ')}</dd>`}
      <dt>Priority</dt><dd>${rule.priority}${rule.final && ': where it is enforced, no rule after it applies'}</dd>
      <dt>While Redis cannot answer</dt><dd>${failureText(rule.on_store_failure)}</dd>
    </dl>`;
}
