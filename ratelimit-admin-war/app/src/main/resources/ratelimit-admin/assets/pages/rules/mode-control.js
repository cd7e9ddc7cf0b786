import {html} from '../../html.js';
import {withField} from './draft.js';
import {about} from './faults.js';
import {NumberField} from './parsed-field.js';
import {modeSentence, stepOf, STEPS} from './rollout.js';

/** From off over shadow and a share to everybody, as one control. */
export function ModeControl({rule, errors, onChange}) {
  const at = stepOf(rule);
  const choose = ({mode, percent}) => {
    const next = withField(rule, 'mode', mode);
    onChange(percent === undefined ? next : withField(next, 'enforce_percent', percent));
  };
  return html`
    <fieldset class="part">
      <legend>How far it is in force</legend>
      <div class="steps">
        ${STEPS.map(step => html`
          <label key=${step.label} class=${step === at ? `at ${step.percent < 100 ? 'shadow' : step.mode}` : ''}>
            <input type="radio" name="mode" checked=${step === at} onChange=${() => choose(step)} />${step.label}
          </label>`)}
      </div>
      <div class="exactly">
        <${NumberField} label="Exactly, in %" error=${about(errors, 'enforce_percent') ?? about(errors, 'mode')}
          value=${(rule.mode ?? 'enforce') === 'enforce' ? rule.enforce_percent ?? 100 : undefined}
          onInput=${percent => choose({mode: 'enforce', percent: percent ?? 0})} />
        <p role="status">${modeSentence(rule)}</p>
      </div>
    </fieldset>`;
}
