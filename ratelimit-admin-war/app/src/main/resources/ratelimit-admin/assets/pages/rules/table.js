import {get} from '../../api.js';
import {count, limitText, number, share} from '../../format.js';
import {html, useMemo} from '../../html.js';
import {useLoad} from '../../load.js';
import {Sparkline} from '../../parts/sparkline.js';
import {Table} from '../../parts/table.js';
import {ModeBadge, OriginBadge} from './badges.js';
import {toRule} from './places.js';

const EVERY_MILLIS = 10_000;

/** So many points are answered at most, of the rules that are asked most. */
const MOST_POINTS = 30_000;

/** Some rules, with what they did in the last hour. */
export function RuleTable({entries}) {
  const hits = useLoad(({signal}) => get('ratelimit/analytics/rules', {}, {signal}), [], {every: EVERY_MILLIS});
  const byRule = useMemo(() => new Map((hits.data?.rules ?? []).map(one => [one.rule, one])), [hits.data]);
  const none = noneText(hits.data);
  const columns = [
    {title: 'Rule', header: true, cell: entry => html`<${Name} ...${entry} />`},
    {title: 'For', cell: ({when}) => html`<span class="words" title=${when}>${when}</span>`},
    {title: 'Limits', cell: ({rule}) => html`<${Limits} limits=${rule.limits} />`},
    {title: 'State', cell: ({rule}) => html`<span class="badges"><${ModeBadge} rule=${rule} /><${OriginBadge} origin=${rule.origin} /></span>`},
    {title: 'Last hour', number: true, cell: ({rule}) => html`<${Hits} rule=${rule} hits=${byRule.get(rule.id)} none=${none} />`},
  ];
  return html`<div class="rule-list"><${Table} caption="Rules, in the order in which they are asked" hideCaption columns=${columns} rows=${entries} keyOf=${({rule}) => rule.id} /></div>`;
}

function Name({rule, place}) {
  return html`
    <span class="name">
      <span class="muted" title=${`Asked as number ${place}, by its priority ${rule.priority}`}>${number(place)}.${' '}</span>
      <a href=${toRule(rule.id)}>${rule.id}</a>
      ${rule.description && html`<small class="words">${rule.description}</small>`}
      ${rule.findings.map(finding => html`<small key=${finding} class="finding">${finding}</small>`)}
    </span>`;
}

function Limits({limits}) {
  return html`<span class="lines">${limits.map((limit, i) => html`<span key=${i}>${limitText(limit)}</span>`)}</span>`;
}

/** What is said of a rule that is not in the answer. */
function noneText(answer) {
  if (!answer) return '–';
  const {rules} = answer;
  const isAll = rules.length === 0 || (rules.length + 1) * rules[0].series.length <= MOST_POINTS;
  return isAll ? 'no requests' : 'few or no requests';
}

function Hits({rule, hits, none}) {
  if (!hits) return html`<span class="muted">${none}</span>`;
  const denied = hits.denied > 0;
  const would = hits.would_deny > 0 && hits.denied === 0;
  return html`
    <span class="hits">
      <${Sparkline} values=${hits.series.map(point => point.requests)} label=${`Requests of ${rule.id} in the last hour`} />
      <span>${count(hits.requests, 'request')}</span>
      <span class=${denied ? 'error' : 'muted'}>${would ? `${share(hits.would_deny, hits.requests)} would be denied` : `${share(hits.denied, hits.requests)} denied`}</span>
    </span>`;
}
