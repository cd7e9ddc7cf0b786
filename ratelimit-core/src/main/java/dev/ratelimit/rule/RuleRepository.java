package dev.ratelimit.rule;

import java.util.List;

/**
 * The rules that are changed while everything runs. Thread-safe, on any number of nodes: each change is made as a whole or
 * not at all, and two writers never lose an update. Changes hold here at once and on every other node within moments.
 *
 * <p>Methods throw {@link dev.ratelimit.rule.RuleConflict} when the rules are not as the writer thinks; where they are kept
 * on Redis also a {@code StoreException} when it cannot answer, after which a change may or may not have been made.
 */
public interface RuleRepository {

    /** What a rule's version is compared with when it does not matter. */
    long ANY = -1;

    /**
     * All of them, read at once.
     *
     * @throws RulesException when what is stored cannot be used
     */
    StoredRules load();

    /**
     * Adds a rule.
     *
     * @param author who wants it, for the history
     * @throws RuleConflict when there is one with this id
     */
    StoredRule create(Rule rule, String author);

    /**
     * Replaces a rule.
     *
     * @param version the version that is replaced, or {@link #ANY}
     * @throws RuleConflict when there is no such rule or it has another version
     */
    StoredRule update(Rule rule, long version, String author);

    /**
     * Deletes a rule, which uncovers one of the same id in a file.
     *
     * @param version the version that is deleted, or {@link #ANY}
     * @throws RuleConflict when there is no such rule or it has another version
     */
    void delete(String id, long version, String author);

    /**
     * Replaces all rules by others.
     *
     * @param version the version of the set that is replaced, or {@link #ANY}
     * @throws RuleConflict when the set has another version
     */
    StoredRules replace(List<Rule> rules, long version, String author);

    /** The last changes, latest first. */
    List<RuleChange> history(int most);
}
