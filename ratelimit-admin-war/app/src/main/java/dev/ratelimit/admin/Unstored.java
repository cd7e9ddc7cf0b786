package dev.ratelimit.admin;

import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.rule.Stored;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds where nothing stored hides it: rules and plans of a file, of the settings or of an application. */
record Unstored(RulesFile file) {

    /** @throws Conflict when there is none */
    Rule rule(String id) {
        return findRule(id).orElseThrow(() -> new Conflict(Conflict.Reason.MISSING, Kind.RULE.name(id)));
    }

    /** @throws Conflict when there is none */
    Plan plan(String name) {
        return findPlan(name).orElseThrow(() -> new Conflict(Conflict.Reason.MISSING, Kind.PLAN.name(name)));
    }

    /**
     * Replaces what is stored, or stores the first of its id, in place of what is not.
     *
     * @param version that it must have, which is 0 for what is not stored
     * @throws Conflict when it has another one
     */
    static <T> Stored<T> replace(Repository<T> stored, T value, long version, String author) {
        String id = stored.kind().id(value);
        if (stored.load().find(id).isPresent()) {
            return stored.update(value, version, author);
        }
        if (version > 0) {
            throw new Conflict(Conflict.Reason.STALE, stored.kind().name(id));
        }
        return stored.create(value, author);
    }

    /** Deletes a stored rule; of one that is not stored it is said why that cannot be. */
    void deleteRule(Repository<Rule> rules, String id, long version, String author) {
        String source = findRule(id).map(Unstored::source).orElse(null);
        delete(rules, id, version, author, Kind.RULE.name(id), source);
    }

    /** The same of a plan. */
    void deletePlan(Repository<Plan> plans, String name, long version, String author) {
        String source = findPlan(name).map(plan -> "a rules file").orElse(null);
        delete(plans, name, version, author, Kind.PLAN.name(name), source);
    }

    private static void delete(
            Repository<?> stored, String id, long version, String author, String what, @Nullable String source) {
        try {
            stored.delete(id, version, author);
        } catch (Conflict e) {
            if (source == null || e.reason() != Conflict.Reason.MISSING) {
                throw e;
            }
            throw Problem.refusal(
                    404,
                    what + " is not stored: it comes from " + source
                            + " and cannot be deleted here; a PUT stores one that hides it.");
        }
    }

    private Optional<Rule> findRule(String id) {
        return file.rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private Optional<Plan> findPlan(String name) {
        return file.plans().stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    private static String source(Rule rule) {
        return switch (rule.origin()) {
            case FILE -> "a rules file";
            case SETTINGS -> "the settings";
            case ANNOTATION -> "an annotation in an application's code";
            case CODE, STORED -> "an application's code";
        };
    }
}
