import {useEffect, useMemo, useRef, useState} from '../../html.js';
import {jsonText} from '../../parts/json-text.js';
import {onTokenChange} from '../../session.js';
import {ruleOf} from './draft.js';
import {readJson} from './json.js';

/** Drafts that were left and not saved, until the tab is closed or somebody else signs in: {text, start, now}. */
const left = new Map();

/**
 * What is being written, as JSON and as a rule. It survives going to another page and back.
 *
 * @param name what tells drafts apart
 * @param read the rule as it was read just now
 * @returns {text, start, now, fault, rule, isDirty, isOvertaken, ...}: start is the rule as it was when the draft was begun, now as
 *     it was read last, and rule the last one of the draft that could be read
 */
export function useDraft(name, read) {
  const [draft, setDraft] = useState(() => kept(name, read) ?? fresh(read));
  const parsed = useMemo(() => readRule(draft.text), [draft.text]);
  const last = useRef(draft.start);
  if (!parsed.fault) last.current = parsed.value;
  const isDirty = draft.text !== textOf(draft.now);
  useEffect(() => keep(name, draft, isDirty), [name, draft, isDirty]);
  return {
    ...draft,
    isDirty,
    isOvertaken: isDirty && isOvertaken(draft),
    fault: parsed.fault ?? null,
    rule: last.current,
    setText: text => setDraft(old => ({...old, text})),
    setRule: rule => setDraft(old => ({...old, text: jsonText(rule)})),
    discard: () => setDraft(old => fresh(old.now)),
    restart: answer => setDraft(fresh(answer)),
    learn: now => setDraft(old => ({...old, now})),
    forget: () => left.delete(name),
  };
}

function fresh(read) {
  return {text: textOf(read), start: read, now: read};
}

/** What was left of that name; undefined for nothing. */
function kept(name, now) {
  const draft = left.get(name);
  if (!draft) return undefined;
  return isOvertaken({...draft, now}) ? {...draft, now} : {...draft, start: now, now};
}

/** Whether the rule has become another one since the draft was begun. */
const isOvertaken = ({start, now}) => textOf(start) !== textOf(now);

const textOf = answer => jsonText(ruleOf(answer));

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
