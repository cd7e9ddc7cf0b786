import {useAccess} from '../../access.js';
import {change} from '../../api.js';
import {html, useState} from '../../html.js';
import {Problem} from '../../parts/problem.js';
import {Answer} from './answer.js';
import {ExplainForm} from './explain-form.js';

/** Why a request of the user passes or not: asks the server, which tells all it goes by. */
export function Explain({id, buckets, parameters, onAsked}) {
  const {mayWrite} = useAccess();
  const [state, setState] = useState({busy: false, error: null, answer: null, at: null});
  const ask = async ({charge, cost, ...request}) => {
    setState(old => ({...old, busy: true, error: null}));
    try {
      const body = {user_id: id, ...request, cost: charge ? cost : 0, explain: true};
      const answer = await change('POST', 'ratelimit/check', {body}).catch(deniedAnswer);
      setState({busy: false, error: null, answer: {...answer, charged: charge}, at: Date.now()});
      if (charge) onAsked();
    } catch (error) {
      setState(old => ({...old, busy: false, error}));
    }
  };
  const {busy, error, answer, at} = state;
  return html`
    <section class="panel" aria-labelledby="explain">
      <h2 id="explain">Why was I denied?</h2>
      ${mayWrite
        ? html`<${ExplainForm} parameters=${parameters} busy=${busy} errors=${error?.errors} onAsk=${ask} />`
        : html`<p class="muted">To ask is a check, which may charge the user. The read token may only look: sign in with the admin token to ask.</p>`}
      <${Problem} error=${error} />
      <div role="status">${answer && html`<${Answer} key=${at} answer=${answer} buckets=${buckets} />`}</div>
    </section>`;
}

/** The answer of a check that is denied, which comes as an error. */
function deniedAnswer(error) {
  if (error.body?.explanation) return error.body;
  throw error;
}
