package dev.ratelimit.redis;

import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleChange;
import dev.ratelimit.rule.RuleConflict;
import dev.ratelimit.rule.RuleConflict.Kind;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.rule.RuleRepository;
import dev.ratelimit.rule.StoredRule;
import dev.ratelimit.rule.StoredRuleJson;
import dev.ratelimit.rule.StoredRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules on Redis; each change is one script, which also counts it, writes it down and tells the nodes. */
final class RedisRules implements RuleRepository {

    private static final String CHANGE = Script.read(RedisRules.class, "rules_change.lua");
    private static final int KEPT = 200;
    private static final String NEW = "new";
    private static final String THERE = "*";
    private static final String ANYTHING = "";
    private static final String ONLY = "only";

    private final Admin redis;
    private final Keys keys;

    RedisRules(Admin redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The number of the last change of anything; for those who look whether they missed one. */
    long changes() {
        return redis.number(keys.version());
    }

    @Override
    public StoredRules load() {
        // The version first: rules of a later change than it says are loaded again, those of an earlier one would stay.
        long version =
                history(1).stream().mapToLong(RuleChange::version).findFirst().orElse(0);
        return StoredRuleJson.read(redis.hash(keys.rules()), version);
    }

    @Override
    public StoredRule create(Rule rule, String author) {
        return changed(rule, NEW, author);
    }

    @Override
    public StoredRule update(Rule rule, long version, String author) {
        return changed(rule, expected(version, THERE), author);
    }

    @Override
    public void delete(String id, long version, String author) {
        change(author, ANYTHING, List.of(id, expected(version, THERE), ""));
    }

    @Override
    public StoredRules replace(List<Rule> rules, long version, String author) {
        List<String> changes = new ArrayList<>();
        for (Rule rule : rules) {
            changes.addAll(List.of(rule.id(), ANYTHING, RuleJson.write(rule).toString()));
        }
        changes.add(ONLY);
        change(author, expected(version, ANYTHING), changes);
        return load();
    }

    @Override
    public List<RuleChange> history(int most) {
        return redis.stream(keys.rulesHistory(), most).stream()
                .map(RedisRules::change)
                .toList();
    }

    private StoredRule changed(Rule rule, String must, String author) {
        String json = RuleJson.write(rule).toString();
        long number = change(author, ANYTHING, List.of(rule.id(), must, json));
        return load().find(rule.id())
                .filter(stored -> stored.version() >= number)
                .orElseThrow(() -> new RuleConflict(Kind.STALE, "rule \"" + rule.id() + "\""));
    }

    private long change(String author, String expected, List<String> changes) {
        List<String> args = new ArrayList<>(List.of(keys.events(), author, expected, Integer.toString(KEPT)));
        args.addAll(changes);
        List<byte[]> touched = List.of(keys.rules(), keys.version(), keys.rulesHistory());
        List<String> reply = redis.texts(CHANGE, touched, args);
        String subject =
                reply.size() < 2 || reply.get(1).isEmpty() ? "the set of rules" : "rule \"" + reply.get(1) + "\"";
        return switch (reply.get(0)) {
            case "exists" -> throw new RuleConflict(Kind.EXISTS, subject);
            case "missing" -> throw new RuleConflict(Kind.MISSING, subject);
            case "stale" -> throw new RuleConflict(Kind.STALE, subject);
            default -> Long.parseLong(reply.get(0));
        };
    }

    private static String expected(long version, String otherwise) {
        return version == ANY ? otherwise : Long.toString(version);
    }

    private static RuleChange change(Map<String, String> entry) {
        return new RuleChange(
                Long.parseLong(entry.getOrDefault("version", "0")),
                Instant.ofEpochSecond(Long.parseLong(entry.getOrDefault("at", "0"))),
                entry.getOrDefault("author", ""),
                StoredRuleJson.texts(entry.get("before")),
                StoredRuleJson.texts(entry.get("after")));
    }
}
