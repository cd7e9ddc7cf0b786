import {change, get} from '../../api.js';
import {html, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {BusyButton} from '../../parts/busy-button.js';
import {Dialog} from '../../parts/dialog.js';
import {EndField} from '../../parts/end.js';
import {useFaultFocus} from '../../parts/fault-focus.js';
import {TextField} from '../../parts/field.js';
import {notify} from '../../parts/notices.js';
import {Problem} from '../../parts/problem.js';
import {Conflict} from './conflict.js';
import {LimitFields} from './limit-fields.js';
import {Overrides} from './overrides.js';
import {PlanField} from './plan-field.js';
import {bodyOf, draftOf} from './special-draft.js';
import {unplaced} from './unplaced.js';

const PATH = 'ratelimit/users';
const FIELDS = ['plan', 'limits', 'overrides', 'until', 'note'];
const FREE = {busy: false, error: null, conflict: null};
/** What there is of a user who is gone: nothing special, and no version. */
const GONE = {plan: null, limits: [], overrides: {}, until: null, note: '', version: undefined};
const algorithmOf = rules => rules?.find(rule => rule.id === 'default')?.limits[0]?.algorithm ?? 'token';

/**
 * Asks for a user's plan and own limits.
 *
 * @param user as status tells; null for one that is not there yet
 */
export function SpecialForm({id, user, onDone, onClose}) {
  const rules = useLoad(async ({signal}) => (await get('ratelimit/rules', {}, {signal})).rules, []);
  const [draft, setDraft] = useState(() => draftOf(user));
  const [version, setVersion] = useState(user?.version);
  const [state, setState] = useState(FREE);
  const form = useFaultFocus(state.error);
  const set = change => setDraft(old => ({...old, ...change}));
  const algorithm = algorithmOf(rules.data);
  const save = async ifVersion => {
    setState({...FREE, busy: true});
    let body;
    try {
      body = bodyOf(draft, algorithm);
      const precondition = ifVersion === undefined ? {ifNew: true} : {ifMatch: `"${ifVersion}"`};
      await change('PUT', PATH, {parameters: {user_id: id}, body, ...precondition});
      notify(user ? 'Plan and own limits are changed, from the next request on.' : `${id} is there.`);
      onDone();
      onClose();
    } catch (error) {
      setState({...FREE, ...await outcome(error, id, body)});
    }
  };
  const {error, busy, conflict} = state;
  const takeTheirs = () => {
    setDraft(draftOf(conflict.theirs));
    setVersion(conflict.theirs.version);
    setState(FREE);
  };
  const submit = event => {
    event.preventDefault();
    save(version);
  };
  return html`
    <${Dialog} title=${user ? 'Plan and own limits' : 'Create a user'} wide onClose=${onClose}>
      <form ref=${form} onSubmit=${submit} aria-busy=${rules.data === null && !rules.error}>
        <p><code>${id}</code></p>
        <${PlanField} value=${draft.plan} onInput=${plan => set({plan})} errors=${error?.errors} />
        <${LimitFields} algorithm=${algorithm} limit=${draft.limit} onChange=${limit => set({limit})} errors=${error?.errors} />
        <${Overrides} rows=${draft.overrides} rules=${rules.data ?? []} onChange=${overrides => set({overrides})} errors=${error?.errors} />
        <${EndField} label="All this ends" end=${draft.end} onChange=${end => set({end})} errors=${error?.errors} field="until" />
        <${TextField} label="Note" value=${draft.note} onInput=${note => set({note})} help="For people." error=${error?.errors?.find(one => one.field === 'note')?.message} />
        ${conflict && html`<${Conflict} ...${conflict} onTheirs=${takeTheirs} onMine=${() => save(conflict.theirs.version)} />`}
        <${Problem} error=${unplaced(error, FIELDS)} />
        <footer class="buttons">
          <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
          ${!conflict && html`<${BusyButton} type="submit" busy=${busy} disabled=${rules.data === null && !rules.error}>${user ? 'Save' : 'Create'}</${BusyButton}>`}
        </footer>
      </form>
    </${Dialog}>`;
}

/** What to show of a refusal: the error, or what is there instead of what was read. */
async function outcome(error, id, mine) {
  if (error.status !== 412) return {error};
  try {
    return {conflict: {theirs: await get('ratelimit/status', {user_id: id}), mine}};
  } catch (other) {
    return other.status === 404 ? {conflict: {theirs: GONE, mine}} : {error: other};
  }
}
