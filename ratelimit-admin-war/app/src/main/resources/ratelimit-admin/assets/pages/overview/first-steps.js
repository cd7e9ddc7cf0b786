import {html} from '../../html.js';
import {Empty} from '../../parts/empty.js';
import {href} from '../../router.js';

/** In place of figures, where nothing was ever decided. */
export function FirstSteps() {
  const check = new URL('check?user_id=alice', document.baseURI).href;
  return html`
    <${Empty} title="No request has been decided yet.">What comes is shown here within seconds.</${Empty}>
    <section class="panel first-steps" aria-labelledby="first">
      <h2 id="first">What to do next</h2>
      <ol>
        <li>Let an application ask: the Servlet filter and the JAX-RS feature do so by themselves, once they are in it.</li>
        <li><a href=${href(['rules'])}>Look at the rules</a>, and make one that says who may do what how often.</li>
        <li>Or ask by hand: <code>curl '${check}'</code></li>
        <li>In the sample application, the start page has a button that makes traffic.</li>
      </ol>
    </section>`;
}
