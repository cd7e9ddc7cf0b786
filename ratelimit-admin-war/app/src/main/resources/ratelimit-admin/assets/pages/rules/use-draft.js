import {useMemo, useRef, useState} from '../../html.js';
import {jsonText} from '../../parts/json-text.js';
import {onTokenChange, token} from '../../session.js';
import {ruleOf} from './draft.js';
import {readJson} from './json.js';

/** Drafts that were left and not saved, until the tab is closed or whoever is here signs out: {text, start, now}. */
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
  const become = next => {
    keep(name, next);
    setDraft(next);
  };
  return {
    ...draft,
    isDirty: isDirty(draft),
    isOvertaken: isDirty(draft) && isOvertaken(draft),
    fault: parsed.fault ?? null,
    rule: last.current,
    setText: text => become({...draft, text}),
    setRule: rule => become({...draft, text: jsonText(rule)}),
    discard: () => become(fresh(draft.now)),
    restart: answer => become(fresh(answer)),
    learn: now => become(isDirty(draft) ? {...draft, now} : fresh(now)),
    forget: () => left.delete(name),
  };
}

function fresh(read) {
  return {text: textOf(read), start: read, now: read};
}

/** What was left of that name and is still to be saved; undefined for nothing. */
function kept(name, now) {
  if (!left.has(name)) return undefined;
  const draft = {...left.get(name), now};
  keep(name, draft);
  if (!isDirty(draft)) return undefined;
  return isOvertaken(draft) ? draft : {...draft, start: now};
}

function keep(name, draft) {
  if (isDirty(draft)) left.set(name, draft);
  else left.delete(name);
}

const isDirty = ({text, now}) => text !== textOf(now);

/** Whether the rule has become another one since the draft was begun. */
const isOvertaken = ({start, now}) => textOf(start) !== textOf(now);

const textOf = answer => jsonText(ruleOf(answer));

function readRule(text) {
  const read = readJson(text);
  const isRule = typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value);
  return read.fault || isRule ? read : {fault: {line: 1, message: 'a rule is an object: { … }'}};
}

// One in place of a token that is refused is no reason to lose what was typed.
onTokenChange(() => token() === null && left.clear());

addEventListener('beforeunload', event => {
  if (left.size > 0) event.preventDefault();
});
