import {ApiError, change} from '../../api.js';
import {html, useEffect, useState} from '../../html.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Dialog} from '../../parts/dialog.js';
import {END_NEVER, EndField, endFrom, endOf} from '../../parts/end.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {TextField} from '../../parts/field.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {LISTS, entryOf, faultOf} from './kinds.js';
import {Meanwhile} from './meanwhile.js';
import {NameFields} from './name-fields.js';
import {isSame, stored} from './stored.js';

const FREE = {busy: false, error: null, found: null};

/**
 * Asks for an entry of a list. What is there already is replaced by nobody who has not seen it.
 *
 * @param entry one that is there, to change its reason and its end; null for a new one
 * @param user the id that a new one means, where that is settled
 */
export function EntryForm({list, entry, user = null, onDone, onClose}) {
  const {label, path} = LISTS[list];
  const [start] = useState(entry ?? null);
  const [draft, setDraft] = useState(() => ({kind: 'user', text: user ?? '', reason: start?.reason ?? '', end: start ? endFrom(start.expires_at) : END_NEVER}));
  const [state, setState] = useState(FREE);
  const form = useFaultFocus(state.error);
  const [leaving] = useState(() => new AbortController());
  // Whoever leaves while it is asked what is there has nothing written.
  useEffect(() => () => leaving.abort(), []);
  const set = part => {
    setDraft(old => ({...old, ...part}));
    setState(old => ({...old, found: null}));
  };
  const {kind, text, reason, end} = draft;
  const save = async (known, body) => {
    setState({...FREE, busy: true});
    try {
      const name = start?.entry ?? entryOf(kind, text);
      const theirs = await stored(path, name, leaving.signal);
      if (!isSame(theirs, known)) return setState({...FREE, found: {theirs, body, mine: {entry: (theirs ?? start).entry, author: 'you', ...body}}});
      const kept = await change('PUT', path, {parameters: {entry: name}, body});
      notify(`${kept.entry} is on the ${label.toLowerCase()}.`);
      return onDone();
    } catch (error) {
      return setState({...FREE, error});
    }
  };
  const submit = event => {
    event.preventDefault();
    const fault = start ? null : faultOf(kind, text);
    if (fault) setState({...FREE, error: new ApiError(400, {detail: fault})});
    else save(start, {reason, expires_at: endOf(end)});
  };
  const {busy, error, found} = state;
  return html`
    <${Dialog} title=${start ? `Edit an entry of the ${label.toLowerCase()}` : `Add to the ${label.toLowerCase()}`} onClose=${onClose}>
      <form ref=${form} onSubmit=${submit}>
        <${NameFields} settled=${start?.entry ?? user} kind=${kind} text=${text} fault=${error && refusal(error)} onChange=${set} />
        <${TextField} label="Reason" isFirst value=${reason} onInput=${value => set({reason: value})} error=${faultAt(error, 'reason')} help="For people: it stands in the list." />
        <${EndField} label="Ends" end=${end} onChange=${value => set({end: value})} errors=${error?.errors} field="expires_at" />
        ${found && html`<${Meanwhile} list=${list} ...${found} isNew=${!start} onTheirs=${onDone} onMine=${() => save(found.theirs, found.body)} />`}
        ${error?.status !== 400 && html`<${Problem} error=${error} />`}
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          ${!found && html`<${BusyButton} type="submit" busy=${busy}>${start ? 'Save' : 'Add'}</${BusyButton}>`}
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
