package dev.ratelimit.rule;

import dev.ratelimit.rule.RuleConflict.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Rules of this JVM, gone with it. */
public final class MemoryRules implements RuleRepository {

    private static final int KEPT = 200;

    private final InstantSource clock;
    private final Consumer<StoredRules> listener;
    private final Map<String, StoredRule> rules = new TreeMap<>();
    private final Deque<RuleChange> history = new ArrayDeque<>();
    private long version;

    /** @param listener hears of the rules after each change, before the change's caller does */
    public MemoryRules(InstantSource clock, Consumer<StoredRules> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public synchronized StoredRules load() {
        return new StoredRules(List.copyOf(rules.values()), version);
    }

    @Override
    public synchronized StoredRule create(Rule rule, String author) {
        require(!rules.containsKey(rule.id()), Kind.EXISTS, rule.id());
        return changed(Map.of(rule.id(), rule), List.of(), author)
                .find(rule.id())
                .orElseThrow();
    }

    @Override
    public synchronized StoredRule update(Rule rule, long expected, String author) {
        requireVersion(rule.id(), expected);
        return changed(Map.of(rule.id(), rule), List.of(), author)
                .find(rule.id())
                .orElseThrow();
    }

    @Override
    public synchronized void delete(String id, long expected, String author) {
        requireVersion(id, expected);
        changed(Map.of(), List.of(id), author);
    }

    @Override
    public synchronized StoredRules replace(List<Rule> others, long expected, String author) {
        if (expected != ANY && expected != version) {
            throw new RuleConflict(Kind.STALE, "the set of rules");
        }
        Map<String, Rule> put = new LinkedHashMap<>();
        others.forEach(rule -> put.put(rule.id(), rule));
        List<String> removed =
                rules.keySet().stream().filter(id -> !put.containsKey(id)).toList();
        return changed(put, removed, author);
    }

    @Override
    public synchronized List<RuleChange> history(int most) {
        return history.stream().limit(most).toList();
    }

    private StoredRules changed(Map<String, Rule> put, List<String> removed, String author) {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        Instant now = clock.instant();
        version++;
        for (String id : removed) {
            before.put(id, json(Objects.requireNonNull(rules.remove(id))));
        }
        put.forEach((id, rule) -> {
            StoredRule old = rules.get(id);
            StoredRule stored =
                    new StoredRule(rule.from(Origin.STORED), version, old == null ? now : old.createdAt(), now);
            if (old != null) {
                before.put(id, json(old));
            }
            after.put(id, json(stored));
            rules.put(id, stored);
        });
        history.addFirst(new RuleChange(version, now, author, before, after));
        while (history.size() > KEPT) {
            history.removeLast();
        }
        StoredRules all = new StoredRules(new ArrayList<>(rules.values()), version);
        listener.accept(all);
        return all;
    }

    private static String json(StoredRule stored) {
        return StoredRuleJson.write(stored);
    }

    private void requireVersion(String id, long expected) {
        StoredRule old = rules.get(id);
        require(old != null, Kind.MISSING, id);
        require(expected == ANY || Objects.requireNonNull(old).version() == expected, Kind.STALE, id);
    }

    private static void require(boolean fine, Kind otherwise, String id) {
        if (!fine) {
            throw new RuleConflict(otherwise, "rule \"" + id + "\"");
        }
    }
}
