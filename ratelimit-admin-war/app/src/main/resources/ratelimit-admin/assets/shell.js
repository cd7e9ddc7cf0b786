import {Access} from './access.js';
import {get} from './api.js';
import {html, useEffect, useRef, useState} from './html.js';
import {useLoad} from './load.js';
import {Header} from './header.js';
import {Notices} from './parts/notices.js';
import {Problem} from './parts/problem.js';
import {pageOf} from './pages.js';
import {LoginPage} from './pages/login.js';
import {useRoute} from './router.js';
import {onTokenChange, setToken, token} from './session.js';

const AGAIN_MILLIS = 60_000;

/** Everything: who is here, the header, and the page of the route. */
export function Shell() {
  const [round, setRound] = useState(0);
  useEffect(() => onTokenChange(() => setRound(n => n + 1)), []);
  const access = useLoad(({signal}) => get('ratelimit/access', {}, {signal}), [round], {every: AGAIN_MILLIS});
  if (asksForToken(access)) {
    return html`<${LoginPage} wrong=${token() !== null} error=${access.error} onToken=${setToken} />`;
  }
  if (access.data) return html`<${Access.Provider} value=${access.data}><${Place} /></${Access.Provider}>`;
  if (access.error) return html`<main><h1>Ratelimit</h1><${Problem} error=${access.error} retry=${access.reload} /></main>`;
  return html`<main aria-busy="true"></main>`;
}

/** Whoever is in stays in, but for a token that is no longer known. */
function asksForToken({data, error}) {
  if (!error) return false;
  return error.status === 401 || (!data && token() !== null && [403, 429].includes(error.status));
}

function Place() {
  const {path, parameters} = useRoute();
  const page = pageOf(path);
  const main = useRef(null);
  const first = useRef(true);
  const place = path.join('/');
  useEffect(() => {
    document.title = `${page.title(path)} · Ratelimit`;
    // Who has just come begins at the top; who moved on is read the new page's heading.
    if (!first.current) {
      main.current.querySelector('h1')?.focus();
      scrollTo(0, 0);
    }
    first.current = false;
  }, [place]);
  const skip = event => {
    event.preventDefault();
    main.current.querySelector('h1')?.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to content</a>
    <${Header} current=${page.name} />
    <main id="main" ref=${main} key=${page.name}>
      <${page.component} path=${path.slice(1)} parameters=${parameters} />
    </main>
    <${Notices} />`;
}
