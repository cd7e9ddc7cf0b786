package dev.ratelimit.user;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Node;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.RuleJson;
import dev.ratelimit.rule.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is special about a user; what was reported is left out. */
final class CustomisationReader {

    private static final List<String> KNOWN = List.of(
            "plan",
            "limits",
            "overrides",
            "until",
            "note",
            // Part of what the admin API answers, so that it can be sent back; here they say nothing.
            "user_id",
            "custom",
            "ended",
            "created_at",
            "updated_at",
            "version");

    private CustomisationReader() {}

    static Customisation read(String user, Node node, Limit standard) {
        if (!node.isObjectOf(KNOWN, "a user")) {
            return Customisation.NONE;
        }
        node.field("user_id").text("the user's own id", id -> same(id, user));
        String plan = node.optional("plan").text("the name of a plan", name -> new Plan(name, Overrides.NONE).name());
        Node overrides = node.optional("overrides");
        Instant until = node.optional("until").text(Times.ACCEPTED, Times::parse);
        String note = node.optional("note").text("texts of at most 1,000 characters", Customisation::note);
        return new Customisation(
                plan,
                limit(node.optional("limits"), standard),
                overrides.present() ? Overrides.read(overrides) : Overrides.NONE,
                until,
                Objects.requireNonNullElse(note, ""));
    }

    private static String same(String id, String user) {
        if (!id.equals(user)) {
            throw new IllegalArgumentException("\"" + id + "\" is not the id of its place, \"" + user + "\"");
        }
        return id;
    }

    private static @Nullable Limit limit(Node limits, Limit standard) {
        List<Node> entries = limits.entries("one limit such as \"100/1m\"");
        if (entries.size() > 1) {
            limits.fault(entries.size() + " limits; accepted is one, in place of rule default's. An override of a rule"
                    + " may have several");
            return null;
        }
        List<Limit> own = entries.isEmpty() ? List.of() : RuleJson.readLimits(limits);
        return own.isEmpty() ? null : entries.get(0).attempt(() -> sayable(own.get(0), standard));
    }

    /** A record says a limit in the words of rule default's algorithm, and has no place for a name. */
    private static Limit sayable(Limit limit, Limit standard) {
        if (limit.algorithm() != standard.algorithm()) {
            throw new IllegalArgumentException(
                    "a limit of algorithm " + limit.algorithm().id()
                            + " cannot take the place of rule default's; accepted are limits of algorithm "
                            + standard.algorithm().id());
        }
        if (!limit.name().isEmpty()) {
            throw new IllegalArgumentException("the name \"" + limit.name()
                    + "\" has no place in a user's own limit; accepted are limits without one");
        }
        Profile.customFields(limit, standard);
        return limit;
    }
}
