import {html, useRef} from '../../html.js';
import {Confirm} from '../../parts/confirm.js';
import {Diff} from '../../parts/diff.js';
import {jsonText} from '../../parts/json-text.js';
import {notify} from '../../parts/notices.js';
import {versionOf} from './draft.js';
import {changeRules} from './known.js';
import {theirsOf} from './theirs.js';

/**
 * Asks before a stored rule or plan is deleted. What somebody else saved meanwhile is shown, and asked about once more.
 *
 * @param kind Rule or Plan
 * @param entry as it was read last
 * @param contentOf answers what people write of an entry
 * @param onFound takes the entry as somebody else saved it
 * @param onDeleted is called when it is gone, whoever deleted it
 */
export function Deletion({kind, name, path, entry, contentOf, onFound, onDeleted, onClose, children}) {
  const seen = useRef(entry).current;
  const remove = async () => {
    const theirs = await theirsUnlessDeleted(path, entry);
    if (theirs?.version) {
      onFound(theirs);
      throw new Error('Somebody else saved it meanwhile. What changed is above; deleting it now deletes that, too.');
    }
    notify(theirs === undefined ? `${kind} ${name} is deleted.` : `${kind} ${name} was deleted already.`);
    onDeleted();
  };
  const action = `Delete ${kind.toLowerCase()}`;
  return html`
    <${Confirm} wide=${entry !== seen} title=${`${action} ${name}?`} action=${action} onConfirm=${remove} onClose=${onClose}>
      ${children}
      ${entry !== seen && html`<${Diff} label="What somebody else changed" before=${jsonText(contentOf(seen))} after=${jsonText(contentOf(entry))} />`}
    </${Confirm}>`;
}

/** What is there instead, as theirsOf() says it: it has no version where it comes from a file or code. */
async function theirsUnlessDeleted(path, entry) {
  try {
    await changeRules('DELETE', path, {ifMatch: versionOf(entry)});
    return undefined;
  } catch (error) {
    const {error: other, theirs} = await theirsOf(error, path);
    if (other) throw other;
    return theirs;
  }
}
