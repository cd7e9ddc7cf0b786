import {useAccess} from '../../access.js';
import {get, part} from '../../api.js';
import {html} from '../../html.js';
import {useLoad} from '../../load.js';
import {Empty} from '../../parts/empty.js';
import {Problem} from '../../parts/problem.js';
import {NEW_RULE} from './draft.js';
import {toList, toNew} from './places.js';
import {Reading} from './reading.js';
import {Workbench} from './workbench.js';

/**
 * One rule.
 *
 * @param id of one that is there; undefined for a new one
 * @param like the id of one that the new one begins as; null for none
 */
export function Editor({id, like}) {
  const {mayWrite} = useAccess();
  const model = id ?? like;
  const {data, error, reload} = useLoad(({signal}) => model ? get(`ratelimit/rules/${part(model)}`, {}, {signal}) : Promise.resolve(NEW_RULE), [model]);
  if (data && !mayWrite) return html`<${Reading} rule=${data} />`;
  if (data) {
    const start = id ? data : {...NEW_RULE, ...data, id: '', mode: 'shadow', version: undefined, origin: undefined, findings: undefined};
    return html`<${Workbench} start=${start} isNew=${!id} like=${like} />`;
  }
  return html`
    <h1 tabindex="-1">${id ?? 'New rule'}</h1>
    ${error?.status === 404
      ? html`<${Empty} title="There is no rule ${model}"><a href=${toList()}>See all rules</a>, or <a href=${toNew()}>make a new one</a>.</${Empty}>`
      : html`<${Problem} error=${error} retry=${reload} />`}
    ${!error && html`<div class="panel" aria-busy="true">Loading the rule…</div>`}`;
}
