import {useAccess} from '../../access.js';
import {count} from '../../format.js';
import {html, useMemo} from '../../html.js';
import {useLoad} from '../../load.js';
import {Empty} from '../../parts/empty.js';
import {Problem} from '../../parts/problem.js';
import {go} from '../../router.js';
import {Filters} from './filters.js';
import {readRules} from './known.js';
import {findingsBeside, index, matching, PAGE} from './matching.js';
import {Pager} from './pager.js';
import {toHistory, toNew, toPlans} from './places.js';
import {RuleTable} from './table.js';

/** So many findings beside the rules are told at most. */
const TOLD = 10;

/** All rules in the order in which they are asked. */
export function RuleList({parameters}) {
  const {mayWrite} = useAccess();
  const rules = useLoad(({signal}) => readRules(signal), []);
  const entries = useMemo(() => index(rules.data?.rules ?? []), [rules.data]);
  const filter = Object.fromEntries(parameters);
  const found = useMemo(() => matching(entries, filter), [entries, parameters.toString()]);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(filter.page) || 1));
  const move = change => go(['rules'], {...filter, page: null, ...change}, {replace: !('page' in change)});
  return html`
    <div class="head">
      <h1 tabindex="-1">Rules</h1>
      <span class="buttons">
        <a class="button quiet" href=${toPlans()}>Plans</a>
        <a class="button quiet" href=${toHistory()}>History</a>
        ${mayWrite && html`<a class="button" href=${toNew()}>New rule</a>`}
      </span>
    </div>
    <${Problem} error=${rules.error} retry=${rules.reload} />
    ${rules.data && entries.length === 0 && html`<${Nothing} mayWrite=${mayWrite} />`}
    ${entries.length > 0 && html`
      <${Beside} findings=${findingsBeside(rules.data)} />
      <${Filters} filter=${filter} onChange=${move} />
      <section class="panel">
        <p class="muted" role="status">${told(found.length, entries.length)}</p>
        ${found.length > 0
          ? html`<${RuleTable} entries=${found.slice((page - 1) * PAGE, page * PAGE)} />`
          : html`<${Empty} title="No rule is like that">
              <button type="button" class="link" onClick=${() => go(['rules'])}>Show all rules</button>
            </${Empty}>`}
        <${Pager} page=${page} pages=${pages} onPage=${to => move({page: to > 1 ? to : null})} />
      </section>`}
    ${!rules.data && rules.loading && html`<div class="panel" aria-busy="true">Loading the rules…</div>`}`;
}

function Beside({findings}) {
  if (findings.length === 0) return null;
  return html`<section class="panel rule-note" aria-label="Hardly meant"><ul>${findings.slice(0, TOLD).map(one => html`<li key=${one}>${one}</li>`)}</ul></section>`;
}

function Nothing({mayWrite}) {
  return html`
    <${Empty} title="There are no rules yet">
      Nothing is limited until there is one. ${mayWrite && html`<a href=${toNew()}>Make the first rule</a>; it begins in shadow, where it denies nobody.`}
    </${Empty}>`;
}

function told(found, all) {
  return found === all ? `${count(all, 'rule')}, in the order in which they are asked` : `${count(found, 'rule')} of ${count(all, 'rule')}`.replace(/ rules? of/, ' of');
}
