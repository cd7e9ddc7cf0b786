import {change} from '../../api.js';
import {html, useState} from '../../html.js';
import {Dialog} from '../../parts/dialog.js';
import {END_NEVER, EndField, endFrom, endOf} from '../../parts/end.js';
import {SelectField, TextField} from '../../parts/field.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {KINDS, LISTS, entryOf, faultOf, kindOf} from './kinds.js';

const KIND_CHOICES = Object.entries(KINDS).map(([id, {label}]) => [id, label]);

/**
 * Asks for an entry of a list.
 *
 * @param entry one that is there, to change its reason and its end; null for a new one
 * @param user the id that a new one means, where that is settled
 */
export function EntryForm({list, entry = null, user = null, onDone, onClose}) {
  const {label, path} = LISTS[list];
  const [kind, setKind] = useState(entry ? kindOf(entry.entry) : 'user');
  const [text, setText] = useState(user ?? '');
  const [reason, setReason] = useState(entry?.reason ?? '');
  const [end, setEnd] = useState(entry ? endFrom(entry.expires_at) : END_NEVER);
  const [state, setState] = useState({busy: false, error: null, fault: null});
  const submit = async event => {
    event.preventDefault();
    const fault = entry ? null : faultOf(kind, text);
    setState({busy: !fault, error: null, fault});
    if (fault) return;
    try {
      const body = {reason, expires_at: endOf(end)};
      const kept = await change('PUT', path, {parameters: {entry: entry?.entry ?? entryOf(kind, text)}, body});
      notify(`${kept.entry} is on the ${label.toLowerCase()}.`);
      onDone(kept);
    } catch (error) {
      setState({busy: false, error, fault: refusal(error)});
    }
  };
  const settled = entry?.entry ?? user;
  return html`
    <${Dialog} title=${entry ? `Edit an entry of the ${label.toLowerCase()}` : `Add to the ${label.toLowerCase()}`} onClose=${onClose}>
      <form onSubmit=${submit}>
        ${settled !== null
          ? html`<p class="settled"><code>${settled}</code>${state.fault && html`<small class="error">${state.fault}</small>`}</p>`
          : html`
            <div class="fields">
              <${SelectField} label="Kind of entry" value=${kind} options=${KIND_CHOICES} onInput=${setKind} />
              <${TextField} label=${KINDS[kind].text} required value=${text} onInput=${setText} help=${KINDS[kind].help} error=${state.fault} />
            </div>`}
        <${TextField} label="Reason" value=${reason} onInput=${setReason} error=${faultAt(state.error, 'reason')} help="For people: it stands in the list." />
        <${EndField} label="Ends" end=${end} onChange=${setEnd} errors=${state.error?.errors} field="expires_at" />
        ${state.error?.status !== 400 && html`<${Problem} error=${state.error} />`}
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          <button type="submit" aria-busy=${state.busy} disabled=${state.busy}>${entry ? 'Save' : 'Add'}</button>
        </footer>
      </form>
    </${Dialog}>`;
}

/** What the server says about the entry itself: it names a field for all else. */
function refusal({status, errors, message}) {
  return status === 400 && errors.length === 0 && !isReason(message) ? message : null;
}

function faultAt(error, field) {
  return error?.errors.find(one => one.field === field)?.message || (isReason(error?.message) ? error.message : null);
}

const isReason = message => /^a reason of/.test(message ?? '');
