package dev.ratelimit.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of a rules file, exactly as they were written. What is none, or out of range, is reported and read as null. */
final class Numbers {

    /** Numbers beyond are out of every range here, and could take their digits in memory. */
    private static final int MOST_DIGITS = 30;

    private Numbers() {}

    /** A whole number within bounds; {@code 20.0} is one. */
    static @Nullable Long whole(Node node, long least, long most) {
        String accepted = least + " to " + most;
        BigDecimal number = decimal(node, accepted);
        if (number == null) {
            return null;
        }
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        boolean inRange =
                number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!whole || !inRange) {
            refused(node, whole ? "is out of range" : "is not a whole number", accepted);
            return null;
        }
        return number.longValueExact();
    }

    /** Any number of a sensible length. */
    static @Nullable BigDecimal decimal(Node node, String accepted) {
        if (!node.present()) {
            return null;
        }
        if (!node.json().isNumber()) {
            refused(node, "is not a number", accepted);
            return null;
        }
        BigDecimal number = node.json().decimalValue();
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            refused(node, "is out of range", accepted);
            return null;
        }
        return number;
    }

    private static void refused(Node node, String complaint, String accepted) {
        node.fault(node.shown() + " " + complaint + "; accepted are " + accepted);
    }
}
