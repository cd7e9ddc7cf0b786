package dev.ratelimit.launcher;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is given by system properties and environment variables. The launcher takes its own flags from there; the service
 * takes the others by itself. Blank counts as not given.
 */
record Environment(Map<String, String> properties, Map<String, String> variables) implements IDefaultValueProvider {

    static Environment ofTheProcess() {
        Properties system = System.getProperties();
        return new Environment(
                system.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, name -> system.getProperty(name, ""))),
                System.getenv());
    }

    /** Whether the service finds a setting here. */
    boolean has(String setting) {
        return given(properties, "ratelimit." + setting)
                .or(() -> given(variables, SettingNames.variable(setting)))
                .isPresent();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec flag) {
        return Optional.of(((OptionSpec) flag).longestName())
                .filter(Flags.OF_THE_LAUNCHER::contains)
                .flatMap(name -> given(variables, SettingNames.variable(SettingNames.ofFlag(name))))
                .orElse(null);
    }

    private static Optional<String> given(Map<String, String> source, String name) {
        return Optional.ofNullable(source.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
