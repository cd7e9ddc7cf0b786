package dev.ratelimit.rule;

/**
 * One thing that is wrong with a rules file.
 *
 * @param path where, such as {@code rules[2].limits[0].capacity}; empty for the file as a whole
 * @param message the value found and what is accepted
 */
public record Fault(String path, String message) {

    /** {@code rules[2].limits[0].capacity: -5 is out of range; accepted are 1 to 1000000000000000}. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
