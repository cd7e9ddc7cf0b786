import {useAccess} from '../../access.js';
import {html, useState} from '../../html.js';
import {Problem} from '../../parts/problem.js';
import {RelativeTime, Time} from '../../parts/time.js';
import {MODES} from './modes.js';
import {SwitchForm} from './switch-form.js';

/** The switch for everything, and what it is on. */
export function ModeSwitch({loaded: {data: mode, error, reload}}) {
  const {mayWrite} = useAccess();
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    reload();
  };
  return html`
    <section class="panel" aria-labelledby="switch">
      <header>
        <h2 id="switch">The switch for everything</h2>
        ${mode && mayWrite && html`<button type="button" class="quiet" onClick=${() => setOpen(true)}>Switch…</button>`}
      </header>
      <${Problem} error=${error} stale=${mode !== null} retry=${reload} />
      ${mode && html`<${State} mode=${mode} />`}
      ${open && html`<${SwitchForm} mode=${mode} onDone=${done} onClose=${() => setOpen(false)} />`}
    </section>`;
}

function State({mode: {in_force: inForce, mode, until, author, updated_at: updatedAt}}) {
  const {label, meaning} = MODES[inForce];
  const ended = inForce !== mode;
  return html`
    <p>
      <span class="badge ${inForce === 'enforce' ? 'allowed' : 'warning'}">${label}</span> ${meaning}
      ${until && !ended && html` It ends <${RelativeTime} at=${until} />, at <${Time} at=${until} />; then rules are enforced.`}
      ${until && ended && html` ${MODES[mode].label} ended at <${Time} at=${until} />.`}
    </p>
    ${updatedAt && html`<p class="muted">Switched <${RelativeTime} at=${updatedAt} />${author && ` by ${author}`}.</p>`}`;
}
