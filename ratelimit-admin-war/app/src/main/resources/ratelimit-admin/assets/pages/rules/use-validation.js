import {change} from '../../api.js';
import {useEffect, useState} from '../../html.js';
import {ofTheFirst} from './faults.js';

const PAUSE_MILLIS = 350;

/** What the server says about a draft, a moment after it was changed: {errors, findings}. */
export function useValidation(rule, isOn) {
  const [said, setSaid] = useState({errors: [], findings: []});
  const text = JSON.stringify(rule);
  useEffect(() => {
    if (!isOn) return undefined;
    let isOver = false;
    const timer = setTimeout(async () => {
      const found = await validate(rule);
      if (!isOver) setSaid(found);
    }, PAUSE_MILLIS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, isOn]);
  return said;
}

async function validate(rule) {
  try {
    const {errors, findings} = await change('POST', 'ratelimit/rules/validate', {body: {rules: [rule]}});
    return {errors: ofTheFirst(errors), findings};
  } catch {
    // Saving says it; what is typed is nobody's fault.
    return {errors: [], findings: []};
  }
}
