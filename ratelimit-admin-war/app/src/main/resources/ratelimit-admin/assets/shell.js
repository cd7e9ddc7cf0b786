import {Access} from './access.js';
import {get} from './api.js';
import {html, useEffect, useState} from './html.js';
import {useLoad} from './load.js';
import {Problem} from './parts/problem.js';
import {LoginPage} from './pages/login.js';
import {Place} from './place.js';
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
  return html`<${Waiting} />`;
}

/** Whoever is in stays in, but for a token that is no longer known. */
function asksForToken({data, error}) {
  if (!error) return false;
  return error.status === 401 || (!data && token() !== null && [403, 429].includes(error.status));
}

/** As the page is written before any script runs. */
function Waiting() {
  return html`
    <header class="bar"><span class="brand"><img src="assets/icon.svg" alt="" width="22" height="22" /> Ratelimit</span></header>
    <main aria-busy="true"></main>`;
}
