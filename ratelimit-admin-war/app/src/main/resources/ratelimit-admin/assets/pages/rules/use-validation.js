import {change} from '../../api.js';
import {useEffect, useMemo, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {ofTheFirst} from './faults.js';
import {knownRules} from './known.js';

const PAUSE_MILLIS = 350;

/** So many characters of other rules are sent along at most; the server takes a megabyte. */
const MOST = 400_000;

/** What the server says about a draft among the other rules, a moment after it was changed: {errors, findings}. */
export function useValidation(rule, isOn) {
  const [said, setSaid] = useState({errors: [], findings: []});
  const known = useLoad(({signal}) => isOn ? knownRules(signal) : Promise.resolve(null), []).data;
  const others = useMemo(() => fitting(known?.rules ?? []), [known]);
  const text = JSON.stringify(rule);
  useEffect(() => {
    if (!isOn) return undefined;
    let isOver = false;
    const timer = setTimeout(async () => {
      const found = await validate(rule, others, known?.findings ?? []);
      if (!isOver) setSaid(found);
    }, PAUSE_MILLIS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, isOn, others]);
  return said;
}

/** None where all are too many: then the draft is looked at alone. */
function fitting(rules) {
  return JSON.stringify(rules).length > MOST ? [] : rules;
}

async function validate(rule, others, before) {
  const own = `rule ${rule.id}: `;
  const rules = [rule, ...others.filter(other => other.id !== rule.id)];
  try {
    const {errors, findings} = await change('POST', 'ratelimit/rules/validate', {body: {rules}});
    const told = findings.filter(one => one.startsWith(own) || !before.includes(one));
    return {errors: ofTheFirst(errors), findings: told.map(one => one.startsWith(own) ? one.slice(own.length) : one)};
  } catch {
    // Saving says it; what is typed is nobody's fault.
    return {errors: [], findings: []};
  }
}
