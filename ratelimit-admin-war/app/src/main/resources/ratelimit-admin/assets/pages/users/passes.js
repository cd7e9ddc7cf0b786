import {serverNow} from '../../api.js';
import {duration} from '../../format.js';
import {html} from '../../html.js';
import {Time, useNow} from '../../parts/time.js';

/** When the same request passes, counting down. */
export function Passes({at}) {
  useNow(1_000);
  const rest = new Date(at).getTime() - serverNow();
  return rest > 0
    ? html`The same request passes in <strong>${duration(Math.ceil(rest / 1_000) * 1_000)}</strong>, at <${Time} at=${at} />.`
    : html`The same request fits since <${Time} at=${at} />, if nobody else took: ask again.`;
}
