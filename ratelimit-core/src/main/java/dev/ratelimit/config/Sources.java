package dev.ratelimit.config;

import dev.ratelimit.rule.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where settings are looked for: init-params, context-params, system properties, environment variables. A blank value counts as
 * not given, so that {@code RATELIMIT_APP=} can stand in a file of variables.
 */
record Sources(
        Map<String, String> initParams,
        Map<String, String> contextParams,
        Map<String, String> properties,
        Map<String, String> environment) {

    /** What a web application says, over what the process says. */
    static Sources of(Map<String, String> initParams, Map<String, String> contextParams) {
        return new Sources(initParams, contextParams, texts(System.getProperties()), System.getenv());
    }

    private static Map<String, String> texts(Properties system) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : system.stringPropertyNames()) {
            properties.put(name, system.getProperty(name, ""));
        }
        return properties;
    }

    Optional<Given> find(Setting<?> setting) {
        return given(initParams, setting.name(), "init-param ")
                .or(() -> given(contextParams, setting.property(), "context-param "))
                .or(() -> given(properties, setting.property(), "system property "))
                .or(() -> given(environment, setting.environment(), "environment variable "));
    }

    /** A line for each init-param that is no setting. */
    List<String> unknownInitParams() {
        return unknown("init-param ", "", initParams, Setting::name);
    }

    /** A line for each context-param, system property and environment variable that looks like a setting and is none. */
    List<String> unknownOutside() {
        List<String> lines = new ArrayList<>();
        lines.addAll(unknown("context-param ", Setting.PROPERTY_PREFIX, contextParams, Setting::property));
        lines.addAll(unknown("system property ", Setting.PROPERTY_PREFIX, properties, Setting::property));
        lines.addAll(unknown("environment variable ", Setting.ENVIRONMENT_PREFIX, environment, Setting::environment));
        return lines;
    }

    /** The launcher of the admin WAR reads these for itself. */
    private static final List<String> OF_THE_LAUNCHER =
            List.of("RATELIMIT_PORT", "RATELIMIT_BIND", "RATELIMIT_INSECURE", "RATELIMIT_CHECK_RULES");

    private static List<String> unknown(
            String kind, String prefix, Map<String, String> source, Function<Setting<?>, String> namedBy) {
        List<String> known = Known.all().stream().map(namedBy).toList();
        return source.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name) && !OF_THE_LAUNCHER.contains(name))
                .sorted()
                .map(name -> kind + name + " is no setting" + hint(prefix, name, known))
                .toList();
    }

    /** Names are compared without their prefix: what all share would make any two look alike. */
    private static String hint(String prefix, String name, List<String> known) {
        List<String> rest =
                known.stream().map(k -> k.substring(prefix.length())).toList();
        return Nearest.of(name.substring(prefix.length()), rest)
                .map(found -> "; did you mean \"" + prefix + found + "\"?")
                .orElse("");
    }

    private static Optional<Given> given(Map<String, String> source, String name, String kind) {
        return Optional.ofNullable(source.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new Given(text, kind + name));
    }
}
