import {useAccess} from '../../access.js';
import {html, useState} from '../../html.js';
import {Empty} from '../../parts/empty.js';
import {SpecialForm} from './special-form.js';

/** In place of somebody whom nobody has seen: how to make the user. */
export function UnknownUser({id, onMade}) {
  const {mayWrite} = useAccess();
  const [open, setOpen] = useState(false);
  return html`
    <${Empty} title="There is no user with this id.">
      The first request that is counted makes the user. ${mayWrite && html`
        Limits can be given before that. <span class="next"><button type="button" onClick=${() => setOpen(true)}>Create this user…</button></span>`}
    </${Empty}>
    ${open && html`<${SpecialForm} id=${id} user=${null} onDone=${onMade} onClose=${() => setOpen(false)} />`}`;
}
