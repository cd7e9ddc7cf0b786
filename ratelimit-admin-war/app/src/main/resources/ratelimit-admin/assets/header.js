import {useAccess} from './access.js';
import {get} from './api.js';
import {html} from './html.js';
import {useLoad} from './load.js';
import {PAGES} from './pages.js';
import {href} from './router.js';
import {setToken, token} from './session.js';

/** The way from page to page, the state of the switch where it is not the usual one, and who is here. */
export function Header({current}) {
  const mode = useLoad(({signal}) => get('ratelimit/mode', {}, {signal}), [], {every: 5_000});
  return html`
    <header class="bar">
      <a class="brand" href=${href([])}><img src="assets/icon.svg" alt="" width="22" height="22" /> Ratelimit</a>
      <nav aria-label="Pages">
        ${PAGES.map(page => html`
          <a key=${page.name} href=${href([page.name])} aria-current=${page.name === current ? 'page' : null}>${page.label}</a>`)}
      </nav>
      <${Switch} mode=${mode.data} />
      <${Who} />
    </header>`;
}

function Switch({mode}) {
  if (!mode || mode.in_force === 'enforce') return null;
  const text = mode.in_force === 'off' ? 'Off: nothing is limited' : 'Shadow: nothing is denied';
  return html`<a class="badge warning" href=${href(['health'])}>${text}</a>`;
}

function Who() {
  const {mayWrite} = useAccess();
  return html`
    <span class="who">
      ${!mayWrite && html`<span class="badge">Read only</span>`}
      ${token() && html`<button type="button" class="quiet" onClick=${() => setToken(null)}>Sign out</button>`}
    </span>`;
}
