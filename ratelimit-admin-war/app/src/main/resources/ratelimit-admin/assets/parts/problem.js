import {html} from '../html.js';

/**
 * What went wrong, and how to try again.
 *
 * @param error null for nothing
 * @param stale whether what stands beside it is from before
 */
export function Problem({error, retry, stale = false}) {
  if (!error) return null;
  return html`
    <div class="problem" role="alert">
      <p><strong>${stale ? 'What is shown is no longer current.' : headline(error)}</strong> ${error.message}</p>
      ${error.errors?.some(({message}) => !error.message.includes(message)) && html`
        <ul>${error.errors.map(({field, message}) => html`<li key=${field}><code>${field}</code> ${message}</li>`)}</ul>`}
      ${retry && html`<button type="button" class="quiet" onClick=${retry}>Try again</button>`}
    </div>`;
}

function headline({status}) {
  if (status === 0) return 'No connection.';
  if (status === 403) return 'Not allowed.';
  if (status === 503) return 'Not available.';
  return 'That did not work.';
}
