import {get, part} from '../../api.js';
import {html, useState} from '../../html.js';
import {Dialog} from '../../parts/dialog.js';
import {Diff} from '../../parts/diff.js';
import {Field, TextField} from '../../parts/field.js';
import {jsonText} from '../../parts/json-text.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {versionOf} from './draft.js';
import {within} from './faults.js';
import {readJson} from './json.js';
import {changeRules} from './known.js';

const EXAMPLE = {search: ['200/1m']};

/** Writes a plan as JSON: by the ids of rules, the limits in their place. */
export function PlanDialog({plan, onSaved, onClose}) {
  const isNew = plan.name === undefined;
  const [name, setName] = useState(plan.name ?? '');
  const [text, setText] = useState(jsonText(plan.overrides ?? EXAMPLE));
  const [state, setState] = useState({busy: false, error: null, theirs: plan});
  const read = readJson(text);
  const save = async event => {
    event.preventDefault();
    setState(old => ({...old, busy: true, error: null}));
    try {
      await changeRules('PUT', `ratelimit/plans/${part(name)}`, {body: {overrides: read.value}, ifMatch: versionOf(state.theirs)});
      notify(`Plan ${name} is saved.`);
      onSaved();
      onClose();
    } catch (error) {
      setState({busy: false, ...await outcome(error, name, state.theirs)});
    }
  };
  const errors = state.error?.errors ?? [];
  const fault = read.fault ? `Line ${read.fault.line}: ${read.fault.message}.` : within(errors, 'overrides');
  const isOverwriting = state.theirs !== plan;
  return html`
    <${Dialog} wide title=${isNew ? 'New plan' : `Plan ${plan.name}`} onClose=${onClose}>
      <form noValidate onSubmit=${save}>
        ${isNew && html`<${TextField} isFirst label="Name" value=${name} error=${within(errors, 'name')} onInput=${setName} />`}
        <${Field} label="Limits by rule, as JSON" error=${fault} help="By the id of a rule: its limits, or an object of limits and until.">${attributes => html`
          <textarea ...${attributes} data-focus=${isNew ? null : true} class="code" rows="12" spellcheck=${false} value=${text} onInput=${event => setText(event.target.value)}></textarea>`}</${Field}>
        <${Problem} error=${errors.length > 0 && fault ? null : state.error} />
        ${isOverwriting && html`
          <p>Somebody else saved this plan meanwhile. Below is what there is now, and what yours would make of it.</p>
          <${Diff} label="Theirs against yours" before=${jsonText(state.theirs.overrides)} after=${text} />`}
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          <button type="submit" class=${isOverwriting ? 'danger' : ''} aria-busy=${state.busy} disabled=${state.busy || Boolean(read.fault) || !name}>
            ${isOverwriting ? 'Save over it' : 'Save'}</button>
        </footer>
      </form>
    </${Dialog}>`;
}

/** What to show of a refusal: the error, or what somebody else saved. */
async function outcome(error, name, theirs) {
  if (error.status !== 412) return {error, theirs};
  try {
    return {error: null, theirs: await get(`ratelimit/plans/${part(name)}`)};
  } catch (other) {
    return {error: other, theirs};
  }
}
