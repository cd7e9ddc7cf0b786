import {html, useEffect, useRef, useState} from '../html.js';
import {focusFault} from '../parts/fault-focus.js';
import {TextField} from '../parts/field.js';
import {token as givenToken} from '../session.js';

/**
 * Asks for a token.
 *
 * @param wrong whether one was given and not accepted
 * @param error what the server said
 */
export function LoginPage({wrong, error, onToken}) {
  const [token, setToken] = useState(givenToken() ?? '');
  const fault = IMPOSSIBLE.test(token.trim()) ? 'A token has neither spaces nor quotation marks nor letters with accents. Copy it again.' : null;
  const form = useRef(null);
  useEffect(() => {
    document.title = 'Sign in · Ratelimit';
    // After a refusal all this is shown anew, and so the field reads out what was wrong with it.
    form.current.querySelector('input').focus();
  }, []);
  const submit = event => {
    event.preventDefault();
    if (fault) focusFault(form.current);
    else if (token.trim()) onToken(token.trim());
  };
  return html`
    <main class="login">
      <h1>Ratelimit</h1>
      <form class="panel" ref=${form} onSubmit=${submit}>
        <${TextField} label="Token" type="password" required value=${token} onInput=${setToken}
          error=${fault ?? (wrong ? refusal(error) : null)}
          help="The admin token, or the read token to look only. This tab forgets it when it is closed." />
        <button type="submit">Sign in</button>
      </form>
    </main>`;
}

/** What no header line can carry, and quotation marks of word processors with it. */
const IMPOSSIBLE = /[^\x21-\x7e]/;

function refusal({status, message}) {
  if (status === 401) return 'This token is not known here. Check it, and try again.';
  if (status === 403) return 'This token may check only. The dashboard needs the admin token or the read token.';
  return message;
}
