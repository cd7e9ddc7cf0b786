package dev.ratelimit.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Node;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is special about a user.
 *
 * @param plan the name of a plan, which need not exist yet; null for none
 * @param limit in place of rule {@code default}'s of the same algorithm; null for the default of the day
 * @param overrides limits in place of those of rules
 * @param until from when on none of this holds any more, to the second; null for no end
 * @param note for people, at most 1,000 characters
 */
public record Customisation(
        @Nullable String plan,
        @Nullable Limit limit,
        Overrides overrides,
        @Nullable Instant until,
        String note) {

    /** Nothing is. */
    public static final Customisation NONE = new Customisation(null, null, Overrides.NONE, null, "");

    private static final int LONGEST_NOTE = 1_000;

    /** @throws IllegalArgumentException naming what cannot be the name of a plan, or a note */
    public Customisation {
        if (plan != null) {
            plan = new Plan(plan, Overrides.NONE).name();
        }
        note(note);
    }

    /**
     * Reads what is special about a user.
     *
     * @param json {@code {"plan", "limits", "overrides", "until", "note"}}, of which each may be left out, and whatever else
     *     the admin API answers; {@code limits} is one limit at most
     * @param standard the limit of rule {@code default}, in whose place the user's own is
     * @throws dev.ratelimit.rule.RulesException listing every fault
     */
    public static Customisation parse(String user, JsonNode json, Limit standard) {
        return Node.read("the user", json, node -> CustomisationReader.read(user, node, standard));
    }

    /** @throws IllegalArgumentException when it is too long for a note */
    static String note(String text) {
        if (text.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "a note of " + text.length() + " characters; accepted are at most " + LONGEST_NOTE);
        }
        return text;
    }

    /** The same with a plan. */
    public Customisation withPlan(String name) {
        return new Customisation(name, limit, overrides, until, note);
    }

    /** The same with a limit in place of rule {@code default}'s. */
    public Customisation withLimit(Limit other) {
        return new Customisation(plan, other, overrides, until, note);
    }

    /** The same with other overrides. */
    public Customisation withOverrides(Overrides others) {
        return new Customisation(plan, limit, others, until, note);
    }

    /** The same with an end. */
    public Customisation until(Instant end) {
        return new Customisation(plan, limit, overrides, end, note);
    }

    /**
     * What the user's record says of all this; an empty text where it says nothing.
     *
     * @param standard the limit of rule {@code default}, which the record shows where the user has none of his own
     * @throws IllegalArgumentException when a record cannot say the limit, as {@link Profile#customFields(Limit)} says
     */
    Map<String, String> fields(Limit standard) {
        Map<String, String> fields = new LinkedHashMap<>(Profile.limitFields(standard));
        fields.put(Profile.CUSTOM, "0");
        if (limit != null) {
            fields.putAll(Profile.customFields(limit, standard));
        }
        fields.put(Profile.PLAN, plan == null ? "" : plan);
        fields.put(
                Profile.OVERRIDES,
                overrides.byRule().isEmpty() ? "" : overrides.write().toString());
        fields.put(Profile.UNTIL, until == null ? "" : Long.toString(until.getEpochSecond()));
        fields.put(Profile.NOTE, note);
        return fields;
    }
}
