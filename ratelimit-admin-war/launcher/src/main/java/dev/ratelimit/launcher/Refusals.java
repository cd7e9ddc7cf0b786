package dev.ratelimit.launcher;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why the service refused to start, in the words of the command line. Its exceptions come from a class loader of its own,
 * so that they are known by their names.
 */
final class Refusals {

    private Refusals() {}

    static RuntimeException of(Throwable cause) {
        return switch (cause.getClass().getSimpleName()) {
            case "SettingsException" -> new UsageException(settings(message(cause)), cause);
            case "RulesException" -> new UsageException(rules(message(cause)), cause);
            default -> new IllegalStateException("the service did not start", cause);
        };
    }

    /** A line for each fault. */
    private static String settings(List<String> message) {
        return message.stream().skip(1).map(SettingNames::asFlags).collect(Collectors.joining("\n"));
    }

    /** A line for each fault, with the file that the first line names. */
    private static String rules(List<String> message) {
        String file = message.get(0).replaceFirst(" has (?:a fault|\\d+ faults):$", "");
        return message.stream()
                .skip(1)
                .map(fault -> "--rules " + file + ": " + fault)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> message(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().map(String::strip).toList();
    }
}
