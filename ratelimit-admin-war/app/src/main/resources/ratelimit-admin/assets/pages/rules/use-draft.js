import {useEffect, useMemo, useRef, useState} from '../../html.js';
import {onTokenChange} from '../../session.js';
import {ruleOf} from './draft.js';
import {readJson} from './json.js';
import {jsonText} from './text.js';

/** Drafts that were left and not saved, until the tab is closed or somebody else signs in: {text, start}. */
const left = new Map();

/**
 * What is being written, as JSON and as a rule. It survives going to another page and back.
 *
 * @param name what tells drafts apart
 * @param start the rule as it was read
 * @returns {text, start, fault, rule, isDirty, setText, setRule, restart}: rule is the last one that could be read
 */
export function useDraft(name, start) {
  const [draft, setDraft] = useState(() => left.get(name) ?? fresh(start));
  const read = useMemo(() => readRule(draft.text), [draft.text]);
  const last = useRef(draft.start);
  if (!read.fault) last.current = read.value;
  const isDirty = draft.text !== fresh(draft.start).text;
  useEffect(() => keep(name, draft, isDirty), [name, draft, isDirty]);
  return {
    ...draft,
    isDirty,
    fault: read.fault ?? null,
    rule: last.current,
    setText: text => setDraft(old => ({...old, text})),
    setRule: rule => setDraft(old => ({...old, text: jsonText(rule)})),
    restart: answer => setDraft(fresh(answer)),
    forget: () => left.delete(name),
  };
}

function fresh(start) {
  return {text: jsonText(ruleOf(start)), start};
}

function readRule(text) {
  const read = readJson(text);
  const isRule = typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value);
  return read.fault || isRule ? read : {fault: {line: 1, message: 'a rule is an object: { … }'}};
}

function keep(name, draft, isDirty) {
  if (isDirty) left.set(name, draft);
  else left.delete(name);
}

onTokenChange(() => left.clear());

addEventListener('beforeunload', event => {
  if (left.size > 0) event.preventDefault();
});
