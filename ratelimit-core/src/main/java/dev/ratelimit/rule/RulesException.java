package dev.ratelimit.rule;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used. The message lists every fault, one to a line. */
public final class RulesException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    RulesException(String source, List<Fault> faults) {
        super(message(source, faults));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the file; empty only after Java serialization, which the message survives. */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    /** The first fault, and how many more there are, in one line. */
    public String inOneLine() {
        int more = faults().size() - 1;
        return String.valueOf(getMessage()).lines().limit(2).map(String::strip).collect(Collectors.joining(" "))
                + (more > 0 ? " (and " + more + " more)" : "");
    }

    private static String message(String source, List<Fault> faults) {
        String count = faults.size() == 1 ? " has a fault:" : " has " + faults.size() + " faults:";
        return faults.stream().map(fault -> "\n  " + fault).collect(Collectors.joining("", source + count, ""));
    }
}
