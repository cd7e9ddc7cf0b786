import {useAccess} from '../../access.js';
import {change, get} from '../../api.js';
import {html, useRef, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {Confirm} from '../../parts/confirm.js';
import {notify} from '../../parts/notices.js';
import {Pager} from '../../parts/pager.js';
import {Problem} from '../../parts/problem.js';
import {EntryForm} from './entry-form.js';
import {EntryTable} from './entry-table.js';
import {LISTS} from './kinds.js';
import {usePlaceOf} from './use-place-of.js';

const OFTEN_MILLIS = 10_000;
const SIZE = 100;

/** The entries of one list, page by page, and what can be done with them. */
export function Entries({list, parameters}) {
  const {mayWrite} = useAccess();
  const after = parameters.get('after');
  const {path, label, meaning} = LISTS[list];
  const loaded = useLoad(({signal}) => get(path, {size: SIZE, after}, {signal}), [list, after], {every: OFTEN_MILLIS});
  const [asked, setAsked] = useState(null);
  const section = useRef(null);
  const leave = usePlaceOf(loaded.data?.entries, section);
  const close = () => setAsked(null);
  const done = () => {
    close();
    loaded.reload();
  };
  const remove = async () => {
    await change('DELETE', path, {parameters: {entry: asked.entry.entry}});
    leave(asked.entry);
    notify(`${asked.entry.entry} is off the ${label.toLowerCase()}.`);
    loaded.reload();
  };
  return html`
    <section class="panel" aria-labelledby="list" ref=${section}>
      <header>
        <div>
          <h2 id="list" tabindex="-1">${label}</h2>
          <p class="muted">${meaning}</p>
        </div>
        ${mayWrite && html`<button type="button" onClick=${() => setAsked({form: true})}>Add an entry…</button>`}
      </header>
      <${Problem} error=${loaded.error} stale=${loaded.data !== null} retry=${loaded.reload} />
      <div class="list-body" aria-busy=${loaded.data === null && !loaded.error}>
        ${loaded.data && html`<${EntryTable} list=${list} entries=${loaded.data.entries} isFirst=${!after} mayWrite=${mayWrite}
          onEdit=${entry => setAsked({form: true, entry})} onRemove=${entry => setAsked({remove: true, entry})} />`}
      </div>
      ${loaded.data && html`<${Pager} label="Pages of the list" path=${['lists', list]} parameters=${parameters} name="after" next=${loaded.data.next} />`}
      ${asked?.form && html`<${EntryForm} list=${list} entry=${asked.entry} onDone=${done} onClose=${close} />`}
      ${asked?.remove && html`
        <${Confirm} title="Take it off the ${label.toLowerCase()}?" action="Remove" onConfirm=${remove} onClose=${close}>
          <p><code>${asked.entry.entry}</code>${asked.entry.reason && html`, listed because of “${asked.entry.reason}”,`} is treated by the rules again, on every node at once.</p>
        </${Confirm}>`}
    </section>`;
}
