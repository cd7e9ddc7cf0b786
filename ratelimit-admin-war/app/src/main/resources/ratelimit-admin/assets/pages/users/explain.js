import {useAccess} from '../../access.js';
import {change} from '../../api.js';
import {html, useState} from '../../html.js';
import {Problem} from '../../parts/problem.js';
import {go} from '../../router.js';
import {Answer} from './answer.js';
import {ExplainForm} from './explain-form.js';
import {unplaced} from './unplaced.js';
import {Verdict} from './verdict.js';

const FIELDS = ['path', 'method', 'ip', 'headers', 'cost'];

/** Why a request of the user passes or not: asks the server, which tells all it goes by. */
export function Explain({id, buckets, parameters, onAsked}) {
  const {mayWrite} = useAccess();
  const [state, setState] = useState({busy: false, error: null, answer: null});
  const ask = async ({charge, cost, ...request}) => {
    setState(old => ({...old, busy: true, error: null}));
    go(['users', id], {path: request.path, method: request.method}, {replace: true});
    try {
      const body = {user_id: id, ...request, cost: charge ? cost : 0, explain: true};
      const answer = await change('POST', 'ratelimit/check', {body}).catch(deniedAnswer);
      setState({busy: false, error: null, answer: {...answer, charged: charge}, at: Date.now(), atThen: buckets});
      if (charge) onAsked();
    } catch (error) {
      setState({busy: false, error, answer: null});
    }
  };
  const {busy, error, answer, at, atThen} = state;
  return html`
    <section class="panel" aria-labelledby="explain">
      <h2 id="explain">Why was I denied?</h2>
      ${mayWrite
        ? html`<${ExplainForm} parameters=${parameters} busy=${busy} error=${error} onAsk=${ask} />`
        : html`<p class="muted">To ask is a check, which may charge the user. The read token may only look: sign in with the admin token to ask.</p>`}
      <${Problem} error=${unplaced(error, FIELDS)} />
      <div class=${answer ? 'answer' : ''}>
        <div role="status">${answer && html`<${Verdict} key=${at} answer=${answer} buckets=${atThen} />`}</div>
        ${answer && html`<${Answer} key=${at} answer=${answer} />`}
      </div>
    </section>`;
}

/** The answer of a check that is denied, which comes as an error. */
function deniedAnswer(error) {
  if (error.body?.explanation) return error.body;
  throw error;
}
