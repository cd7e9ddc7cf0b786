package dev.ratelimit.rule;

import dev.ratelimit.limit.FailurePolicy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one rule. */
final class RuleReader {

    private static final List<String> KNOWN = List.of(
            "id",
            "description",
            "enabled",
            "priority",
            "mode",
            "enforce_percent",
            "when",
            "key",
            "limits",
            "cost",
            "count_when",
            "on_store_failure",
            "final",
            // Part of what the admin API answers, so that it can be sent back; here they say nothing.
            "version",
            "created_at",
            "updated_at",
            "origin",
            "findings");

    private RuleReader() {}

    /** The rule, or null when something in it was reported. */
    static @Nullable Rule read(Node node) {
        int before = node.faults().size();
        if (!node.isObjectOf(KNOWN, "a rule")) {
            return null;
        }
        RuleDraft draft = new RuleDraft(
                id(node), key(node.field("key")), LimitReader.list(node.required("limits", LimitReader.ACCEPTED)));
        draft.origin = Origin.FILE;
        readTexts(node, draft);
        readValues(node, draft);
        return node.faults().size() > before ? null : draft.rule();
    }

    private static String id(Node node) {
        String id = node.required("id", Names.IDS).text(Names.IDS, Names::id);
        return Objects.requireNonNullElse(id, "");
    }

    private static Key key(Node field) {
        List<KeyPart> parts = field.present() ? field.each(KeyPart.ACCEPTED, KeyPart::parse) : List.of();
        Key key = parts.isEmpty() ? null : field.attempt(() -> new Key(parts));
        return Objects.requireNonNullElse(key, RuleDraft.KEY);
    }

    private static void readTexts(Node node, RuleDraft draft) {
        draft.description =
                or(node.field("description").text("at most 1,000 characters", Names::description), draft.description);
        draft.mode = or(node.field("mode").choice(Mode.class), draft.mode);
        draft.onStoreFailure = or(node.field("on_store_failure").choice(FailurePolicy.class), draft.onStoreFailure);
    }

    private static void readValues(Node node, RuleDraft draft) {
        draft.enabled = node.field("enabled").flag(draft.enabled);
        draft.lastOnMatch = node.field("final").flag(draft.lastOnMatch);
        draft.priority = or(Numbers.whole(node.field("priority"), 0, Rule.MAX_PRIORITY), (long) draft.priority)
                .intValue();
        draft.enforcePercent = or(
                        Numbers.whole(node.field("enforce_percent"), 0, Rule.ALL), (long) draft.enforcePercent)
                .intValue();
        draft.cost = or(Numbers.whole(node.field("cost"), 1, Rule.MAX_COST), draft.cost);
        draft.countWhen = CountWhenJson.read(node.field("count_when"));
        Node when = node.field("when");
        draft.when = or(when.present() ? ConditionReader.read(when) : null, draft.when);
    }

    private static <T> T or(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
