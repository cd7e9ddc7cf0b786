import {Access} from './access.js';
import {get} from './api.js';
import {html, useEffect, useState} from './html.js';
import {useLoad} from './load.js';
import {LoginPage} from './pages/login.js';
import {Problem} from './parts/problem.js';
import {Place} from './place.js';
import {onTokenChange, onTokenRefused, refusalOfToken, setToken, token} from './session.js';

/** Everything: the question for a token where one is needed, else what is behind it. */
export function Shell() {
  const [round, setRound] = useState(0);
  useEffect(() => onTokenChange(() => setRound(n => n + 1)), []);
  useEffect(() => onTokenRefused(() => setRound(n => n + 1)), []);
  const refusal = refusalOfToken();
  return refusal ? html`<${Login} error=${refusal} />` : html`<${Entrance} key=${round} />`;
}

function Entrance() {
  const {data, error, reload} = useLoad(({signal}) => get('ratelimit/access', {}, {signal}), []);
  if (data) return html`<${Access.Provider} value=${data}><${Place} /></${Access.Provider}>`;
  if (!error) return html`<${Waiting} />`;
  const isOfToken = token() !== null && [403, 429].includes(error.status);
  return isOfToken ? html`<${Login} error=${error} />` : html`<${Trouble} error=${error} retry=${reload} />`;
}

function Login({error}) {
  return html`<${LoginPage} wrong=${token() !== null} error=${error} onToken=${setToken} />`;
}

function Trouble({error, retry}) {
  return html`
    <main>
      <h1>Ratelimit</h1>
      <${Problem} error=${error} retry=${retry} />
      ${token() !== null && html`<button type="button" class="quiet" onClick=${() => setToken(null)}>Sign out</button>`}
    </main>`;
}

/** As the page is written before any script runs. */
function Waiting() {
  return html`
    <header class="bar"><span class="brand"><img src="assets/icon.svg" alt="" width="22" height="22" /> Ratelimit</span></header>
    <main aria-busy="true"></main>`;
}
