import {part} from '../../api.js';
import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Dialog} from '../../parts/dialog.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {Field, TextField} from '../../parts/field.js';
import {jsonText} from '../../parts/json-text.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {versionOf} from './draft.js';
import {within} from './faults.js';
import {readJson} from './json.js';
import {changeRules} from './known.js';
import {PlanConflict} from './plan-conflict.js';
import {theirsOf} from './theirs.js';

const EXAMPLE = {search: ['200/1m']};
const READY = {busy: false, error: null, theirs: undefined};

/** What the server takes for a name, and a path for a part of it. */
const NAME = /^(?!\.\.?$)[A-Za-z0-9._-]{1,64}$/;

/** Writes a plan as JSON: by the ids of rules, the limits in their place. */
export function PlanDialog({plan, onSaved, onClose}) {
  const isNew = plan.name === undefined;
  const [name, setName] = useState(plan.name ?? '');
  const [text, setText] = useState(jsonText(plan.overrides ?? EXAMPLE));
  const [state, setState] = useState(READY);
  const form = useFaultFocus(state.error);
  const {theirs} = state;
  const isLate = theirs !== undefined;
  const read = readJson(text);
  const rename = value => {
    setName(value);
    setState(READY);
  };
  const save = async event => {
    event.preventDefault();
    setState({...state, busy: true, error: null});
    const path = `ratelimit/plans/${part(name)}`;
    try {
      await changeRules('PUT', path, {body: {overrides: read.value}, ifMatch: versionOf(isLate ? theirs ?? {} : plan)});
      notify(`Plan ${name} is saved.`);
      onSaved();
      onClose();
    } catch (error) {
      setState({...state, busy: false, ...await theirsOf(error, path)});
    }
  };
  const errors = state.error?.errors ?? [];
  const fault = read.fault ? `Line ${read.fault.line}: ${read.fault.message}.` : within(errors, 'overrides');
  const isNameable = NAME.test(name);
  const nameFault = name && !isNameable ? 'Not a name: 1 to 64 letters, digits, dots, - and _, and not dots alone.' : within(errors, 'name');
  return html`
    <${Dialog} wide title=${isNew ? 'New plan' : `Plan ${plan.name}`} onClose=${onClose}>
      <form ref=${form} noValidate onSubmit=${save}>
        ${isNew && html`<${TextField} isFirst label="Name" value=${name} error=${nameFault} onInput=${rename} />`}
        <${Field} label="Limits by rule, as JSON" error=${fault} help="By the id of a rule: its limits, or an object of limits and until.">${attributes => html`
          <textarea ...${attributes} data-focus=${isNew ? null : true} class="code" rows="12" spellcheck=${false} value=${text} onInput=${event => setText(event.target.value)}></textarea>`}</${Field}>
        <${Problem} error=${errors.length > 0 && (fault || nameFault) ? null : state.error} />
        ${isLate && html`<${PlanConflict} theirs=${theirs} isNew=${isNew} text=${text} />`}
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          <${BusyButton} type="submit" class=${isLate ? 'danger' : ''} busy=${state.busy} disabled=${Boolean(read.fault) || !isNameable}>
            ${actionOf(theirs)}</${BusyButton}>
        </footer>
      </form>
    </${Dialog}>`;
}

function actionOf(theirs) {
  if (theirs === undefined) return 'Save';
  return theirs ? 'Save over it' : 'Store it again';
}
