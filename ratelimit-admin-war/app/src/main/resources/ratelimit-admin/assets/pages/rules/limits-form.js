import {html} from '../../html.js';
import {withField, withItem} from './draft.js';
import {about} from './faults.js';
import {LimitForm} from './limit-form.js';

const NEXT = {algorithm: 'sliding_window_counter', limit: 1000, window: '1h'};

/** What the rule allows: all of its limits hold. */
export function LimitsForm({rule, errors, onChange}) {
  const isList = Array.isArray(rule.limits);
  const limits = isList ? rule.limits : [];
  const set = next => onChange(withField(rule, 'limits', next));
  return html`
    <fieldset class="part">
      <legend>Limits</legend>
      ${rule.limits !== undefined && !isList && html`<p class="muted">These limits are no list: they are edited as JSON.</p>`}
      ${limits.map((limit, i) => html`
        <${LimitForm} key=${i} limit=${limit} place=${i + 1} at=${`limits[${i}]`} errors=${errors} needsName=${isAmongOthers(limit, limits)}
          onChange=${one => set(withItem(limits, i, one))} />`)}
      ${about(errors, 'limits') && html`<small class="error">${about(errors, 'limits')}</small>`}
      <button type="button" class="quiet" onClick=${() => set([...limits, NEXT])}>Add a limit</button>
    </fieldset>`;
}

function isAmongOthers(limit, limits) {
  const algorithm = one => typeof one === 'string' ? 'token' : one?.algorithm;
  return limits.filter(other => algorithm(other) === algorithm(limit)).length > 1;
}
