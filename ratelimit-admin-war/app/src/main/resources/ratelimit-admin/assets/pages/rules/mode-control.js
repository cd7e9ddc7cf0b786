import {html} from '../../html.js';
import {withField} from './draft.js';
import {about} from './faults.js';
import {NumberField} from './parsed-field.js';
import {modeSentence, stepOf, STEPS} from './rollout.js';

/** From off over shadow and a share to everybody, as one control. */
export function ModeControl({rule, errors, onChange}) {
  const {mode = 'enforce', enforce_percent: percent = 100} = rule;
  const at = stepOf(rule);
  const set = (mode, percent) => onChange(withField(withField(rule, 'mode', mode), 'enforce_percent', percent));
  const choose = step => set(step.mode, step.percent ?? rule.enforce_percent ?? undefined);
  return html`
    <fieldset class="part" aria-describedby="rule-mode-meaning">
      <legend>How far it is in force</legend>
      <div class="steps">
        ${STEPS.map(step => html`
          <label key=${step.label} class=${step === at ? `at ${step.percent < 100 ? 'shadow' : step.mode}` : ''}>
            <input type="radio" name="mode" checked=${step === at} onChange=${() => choose(step)} />${step.label}
          </label>`)}
      </div>
      <div class="exactly">
        <${NumberField} label="Exactly, in %" error=${about(errors, 'enforce_percent') ?? about(errors, 'mode')}
          value=${mode === 'enforce' ? percent : undefined} onInput=${typed => set('enforce', typed ?? null)} />
        <p id="rule-mode-meaning">${modeSentence(rule)}</p>
      </div>
    </fieldset>`;
}
