import {html, useState} from '../../html.js';
import {notify} from '../../parts/notices.js';
import {go} from '../../router.js';
import {ofTheFirst} from './faults.js';
import {RuleForm} from './form.js';
import {Heading} from './heading.js';
import {JsonPanel} from './json-panel.js';
import {NEW, toRule} from './places.js';
import {SaveBar} from './save-bar.js';
import {SaveDialog} from './save-dialog.js';
import {Simulation} from './simulation.js';
import {useDraft} from './use-draft.js';
import {useValidation} from './use-validation.js';

const STAYS = {field: 'id', message: 'the id of a rule stays; Duplicate makes a rule of another'};

/** Form and JSON of a rule, each following the other, what it would have done, and the way to save it. */
export function Workbench({start, isNew, like}) {
  const draft = useDraft(isNew ? `${NEW} ${like}` : start.id, start);
  const [refused, setRefused] = useState({errors: [], text: ''});
  const [isSaving, setSaving] = useState(false);
  const said = useValidation(draft.rule, !draft.fault);
  const errors = errorsOf(draft, said, refused, isNew);
  const saved = answer => {
    setSaving(false);
    notify(`Rule ${answer.id} is saved.`);
    if (isNew) {
      draft.forget();
      location.replace(toRule(answer.id));
    } else draft.restart(answer);
  };
  const save = event => {
    event.preventDefault();
    setSaving(true);
  };
  const parts = {rule: draft.rule, errors, onChange: draft.setRule, isNew};
  return html`
    <${Heading} rule=${draft.now} isNew=${isNew} onFound=${draft.learn} onDeleted=${() => { draft.forget(); go(['rules']); }} />
    ${draft.isOvertaken && !isNew && html`<${Overtaken} />`}
    <form noValidate onSubmit=${save}>
      <div class="workbench">
        <fieldset class="panel rule-form" aria-label="Form" disabled=${draft.fault !== null}>
          ${draft.fault && html`<p class="error">The form waits until the JSON can be read.</p>`}
          <${RuleForm} ...${parts} />
        </fieldset>
        <${JsonPanel} text=${draft.text} fault=${draft.fault} errors=${errors} findings=${said.findings} onInput=${draft.setText} />
      </div>
      <${SaveBar} draft=${draft} errors=${errors} findings=${said.findings} isNew=${isNew} />
    </form>
    <${Simulation} rule=${draft.rule} isReadable=${!draft.fault} />
    ${isSaving && html`
      <${SaveDialog} rule=${draft.rule} start=${draft.start} isNew=${isNew} onSaved=${saved} onClose=${() => setSaving(false)} onFound=${draft.learn}
        onTaken=${theirs => { setSaving(false); draft.restart(theirs); }}
        onRefused=${found => { setSaving(false); setRefused({errors: ofTheFirst(found), text: draft.text}); }} />`}`;
}

function Overtaken() {
  return html`
    <p class="panel rule-note">
      The stored rule has been changed since this draft was begun. Saving shows yours against it; discarding shows it as it is now.
    </p>`;
}

/** What the server said to the draft as it is, and what it cannot know: the id under which the rule is. */
function errorsOf({rule, text, start}, said, refused, isNew) {
  const told = refused.text === text && said.errors.length === 0 ? refused.errors : said.errors;
  if (!isNew) return rule.id === start.id ? told : [...told, STAYS];
  return rule.id === '' ? told.filter(({field}) => field !== 'id') : told;
}
