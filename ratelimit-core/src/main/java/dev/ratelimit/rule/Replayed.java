package dev.ratelimit.rule;

import dev.ratelimit.rule.KeyPart.Attribute;
import dev.ratelimit.rule.KeyPart.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule as it can be asked about recorded traffic, of which no header, parameter, cookie, attribute or address is known, users
 * by their fingerprints only, and paths as routes.
 */
public final class Replayed {

    private static final String ACCEPTED =
            "; accepted are path, method, plan, app, time and the whole ids of users, as what traffic is recorded with";

    private Replayed() {}

    /** What keeps a rule from being asked; nothing where it can be. */
    public static List<Fault> faults(Rule rule) {
        List<Fault> faults = new ArrayList<>();
        for (KeyPart part : rule.key().parts()) {
            if (part instanceof Header || part instanceof Attribute) {
                faults.add(new Fault(
                        "key",
                        part.word() + " is not recorded with traffic; accepted are user, ip, path and global here"));
            }
        }
        Leaves.any(rule.when(), leaf -> {
            if (!isKnown(leaf)) {
                faults.add(new Fault(
                        "when", ConditionWriter.write(leaf) + " cannot be told of recorded traffic" + ACCEPTED));
            }
            return false;
        });
        return faults;
    }

    private static boolean isKnown(Condition leaf) {
        if (leaf instanceof UserIs user) {
            return user.globs().stream().allMatch(TextGlob::literal);
        }
        return !(leaf instanceof ValueIs || leaf instanceof IpIn || leaf instanceof ResourceIs);
    }

    /** The users whom a rule's condition names. */
    public static Set<String> users(Rule rule) {
        Set<String> users = new TreeSet<>();
        Leaves.any(rule.when(), leaf -> {
            if (leaf instanceof UserIs user) {
                user.globs().forEach(glob -> users.add(glob.pattern()));
            }
            return false;
        });
        return users;
    }

    /** Whether the time matters to a rule's condition. */
    public static boolean isTimed(Rule rule) {
        return Leaves.any(rule.when(), TimeIn.class::isInstance);
    }

    /** Whether a rule's patterns cover some of the paths that are recorded as a route, and perhaps not others. */
    public static boolean inDoubt(Rule rule, String route) {
        return Leaves.any(rule.when(), leaf -> leaf instanceof PathIs path && inDoubt(path, route));
    }

    private static boolean inDoubt(PathIs path, String route) {
        return path.globs().stream().noneMatch(glob -> glob.matches(route))
                && path.globs().stream().anyMatch(glob -> glob.mayCover(route));
    }

    /** The rule as if everything were in force that it says, for everybody, and for nobody else's sake. */
    public static Rule enforced(Rule rule) {
        RuleDraft draft = RuleDraft.of(rule);
        draft.enabled = true;
        draft.mode = Mode.ENFORCE;
        draft.enforcePercent = Rule.ALL;
        draft.lastOnMatch = false;
        return draft.rule();
    }
}
