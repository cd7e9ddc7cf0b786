import {useAccess} from '../../access.js';
import {html, useState} from '../../html.js';
import {href} from '../../router.js';
import {Ends} from '../lists/ends.js';
import {EntryForm} from '../lists/entry-form.js';
import {LISTS, faultOf} from '../lists/kinds.js';

/** On which lists the user is, and the short way onto them. */
export function Listed({user, onChange}) {
  const {mayWrite} = useAccess();
  const [asked, setAsked] = useState(null);
  const id = user.user_id;
  const on = {deny: user.deny_list, allow: user.allow_list};
  const done = () => {
    setAsked(null);
    onChange();
  };
  return html`
    <section class="panel" aria-labelledby="lists-of-user">
      <h2 id="lists-of-user">Lists</h2>
      ${!on.deny && !on.allow && html`<p class="muted">On no list: the rules decide.</p>`}
      ${Object.keys(LISTS).filter(list => on[list]).map(list => html`<${Entry} key=${list} list=${list} entry=${on[list]} />`)}
      ${mayWrite && faultOf('user', id) === null && html`
        <div class="buttons">
          ${Object.keys(LISTS).map(list => html`
            <button key=${list} type="button" class="quiet" onClick=${() => setAsked(list)}>
              ${on[list] ? `Edit on ${list} list…` : list === 'deny' ? 'Deny…' : 'Allow always…'}
            </button>`)}
        </div>`}
      ${asked && html`<${EntryForm} list=${asked} entry=${on[asked] ?? null} user=${on[asked] ? null : id} onDone=${done} onClose=${() => setAsked(null)} />`}
    </section>`;
}

function Entry({list, entry: {reason, author, expires_at: end}}) {
  return html`
    <p>
      <a class="badge ${LISTS[list].tone}" href=${href(['lists', list])}>${LISTS[list].label}</a>
      ${' '}${reason && html`“${reason}” `}<span class="muted">by ${author}; ends <${Ends} at=${end} /></span>
    </p>`;
}
