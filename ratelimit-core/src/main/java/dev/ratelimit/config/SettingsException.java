package dev.ratelimit.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used. The message lists every fault, one to a line, and shows no secret. */
public final class SettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SettingsException(List<String> faults) {
        super(faults.stream().map(fault -> "\n  " + fault).collect(Collectors.joining("", start(faults.size()), "")));
    }

    /** Every fault in one line. */
    String inOneLine() {
        return String.valueOf(getMessage()).replaceAll("\\s*\n\\s*", " ");
    }

    private static String start(int faults) {
        return faults == 1 ? "the settings have a fault:" : "the settings have " + faults + " faults:";
    }
}
