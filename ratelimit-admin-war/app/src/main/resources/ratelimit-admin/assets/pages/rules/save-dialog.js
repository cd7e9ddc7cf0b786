import {part} from '../../api.js';
import {html, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Diff} from '../../parts/diff.js';
import {Dialog} from '../../parts/dialog.js';
import {jsonText} from '../../parts/json-text.js';
import {Problem} from '../../parts/problem.js';
import {Conflict} from './conflict.js';
import {ruleOf, versionOf} from './draft.js';
import {changeRules} from './known.js';
import {theirsOf} from './theirs.js';

/**
 * Shows what saving changes, and saves; where somebody else was faster, shows that.
 *
 * @param start the rule as it was when editing began
 * @param onTaken takes what somebody else saved, in place of the draft; null when it was deleted
 * @param onFound takes what somebody else saved, as soon as it is known
 * @param onRefused takes the faults of fields
 */
export function SaveDialog({rule, start, isNew, onSaved, onTaken, onFound, onRefused, onClose}) {
  const [state, setState] = useState({busy: false, error: null, theirs: undefined});
  const save = async version => {
    setState(old => ({...old, busy: true, error: null}));
    try {
      onSaved(await store(rule, version));
    } catch (error) {
      if (error.errors?.length > 0) return onRefused(error.errors);
      const found = await theirsOf(error, pathOf(rule));
      if (found.theirs && !isNew) onFound(found.theirs);
      setState({busy: false, ...found});
    }
    return undefined;
  };
  const title = isNew ? `Save new rule ${rule.id}` : `Save rule ${rule.id}`;
  if (state.theirs !== undefined) {
    return html`<${Conflict} rule=${rule} state=${state} onClose=${onClose} isNew=${isNew} onTaken=${onTaken} onSave=${save} />`;
  }
  return html`
    <${Dialog} wide title=${title} onClose=${onClose}>
      <p>${sentence(start, isNew)}</p>
      <${Diff} label="What saving changes" before=${isNew ? '' : jsonText(ruleOf(start))} after=${jsonText(rule)} />
      <${Problem} error=${state.error} />
      <footer class="buttons">
        <button type="button" class="quiet" onClick=${onClose}>Go on editing</button>
        <${BusyButton} data-focus busy=${state.busy} onClick=${() => save(isNew ? null : versionOf(start))}>Save</${BusyButton}>
      </footer>
    </${Dialog}>`;
}

function sentence({origin}, isNew) {
  if (isNew) return 'The rule holds at once, on every node.';
  if (origin !== 'stored') return 'This stores a rule that hides the one there is. It holds at once, on every node.';
  return 'This is what changes. It holds at once, on every node.';
}

/** @param version that it must have; null for none yet */
function store(rule, version) {
  return version === null
    ? changeRules('POST', 'ratelimit/rules', {body: rule})
    : changeRules('PUT', pathOf(rule), {body: rule, ifMatch: version});
}

const pathOf = ({id}) => `ratelimit/rules/${part(id)}`;
