package dev.ratelimit.rule;

import dev.ratelimit.rule.ValueIs.Place;

/**
 * Whether one rule applies wherever another does. Where requests that lack a key are left alone, a rule does not apply to
 * all that meet its condition; nobody can tell from rules whether they are, so both are considered.
 */
final class Coverage {

    private Coverage() {}

    /** Whether a rule applies to every request and bare user to whom another does. Certain where it is true, and no more. */
    static boolean covers(Rule wide, Rule narrow) {
        return wide.key().parts().stream().allMatch(part -> isThere(part, narrow))
                && Implication.implies(narrow.when(), wide.when());
    }

    /** Whether all to whom a rule applies have a part of a key. */
    private static boolean isThere(KeyPart part, Rule rule) {
        if (rule.key().parts().contains(part)) {
            return true;
        }
        if (part instanceof KeyPart.Attribute attribute) {
            return Leaves.needs(rule.when(), leaf -> isAttribute(leaf, attribute.name()));
        }
        if (part == KeyPart.Fact.USER) {
            return Leaves.needs(rule.when(), leaf -> leaf instanceof UserIs || leaf instanceof PlanIs);
        }
        // Whatever came over a network has an address.
        boolean ofRequest = part == KeyPart.Fact.IP || part == KeyPart.Fact.PATH;
        return part == KeyPart.Fact.GLOBAL || (ofRequest && !BareUsers.mayMeet(rule));
    }

    private static boolean isAttribute(Condition condition, String name) {
        return condition instanceof ValueIs value
                && value.place() == Place.ATTRIBUTE
                && value.name().equals(name);
    }
}
