package dev.ratelimit.rule;

import java.util.Set;

/** Which rules can apply to a check of a bare user, who has no path, method, resource, header, attribute or address. */
final class BareUsers {

    private static final Set<KeyPart> HAVE = Set.of(KeyPart.Fact.USER, KeyPart.Fact.GLOBAL);

    private BareUsers() {}

    /** Whether a rule may apply to some of them. */
    static boolean mayMeet(Rule rule) {
        return HAVE.containsAll(rule.key().parts()) && mayHold(rule.when());
    }

    private static boolean mayHold(Condition condition) {
        if (condition instanceof All all) {
            return all.parts().stream().allMatch(BareUsers::mayHold);
        }
        if (condition instanceof AnyOf any) {
            return any.parts().stream().anyMatch(BareUsers::mayHold);
        }
        return condition instanceof Not not ? mayFail(not.other()) : !ofRequest(condition);
    }

    private static boolean mayFail(Condition condition) {
        if (condition instanceof All all) {
            return all.parts().stream().anyMatch(BareUsers::mayFail);
        }
        if (condition instanceof AnyOf any) {
            return any.parts().stream().allMatch(BareUsers::mayFail);
        }
        return condition instanceof Not not
                ? mayHold(not.other())
                : !ofRequest(condition) && !(condition instanceof Always);
    }

    /** Whether a condition neither holds nor fails for them. */
    private static boolean ofRequest(Condition condition) {
        return condition instanceof PathIs
                || condition instanceof MethodIs
                || condition instanceof ValueIs
                || condition instanceof ResourceIs
                || condition instanceof IpIn;
    }
}
