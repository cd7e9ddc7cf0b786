package dev.ratelimit.config;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules and plans that an application starts with: those of its rules file, and the default limit. */
public final class RuleSources {

    private static final String USUAL_FILE = "ratelimit.json";

    /** What to say to whom has no rules, with the line to add. */
    public static final String NOTHING_TO_LIMIT = """
            there are no rules: no default limit, no setting "rules", and no ratelimit.json with rules on the class path.
              One line is enough to begin with, as an environment variable
                RATELIMIT_DEFAULT_LIMIT=100/1m
              or as an init-param of the filter in web.xml
                <init-param><param-name>defaultLimit</param-name><param-value>100/1m</param-value></init-param>""";

    private static final String UNFIT_DEFAULT =
            "rules: the rule \"default\" must count users here; accepted is one that is enabled, not off, and has the key \"user\"";

    private RuleSources() {}

    /**
     * Reads the rules of the file at {@link Settings#rules}, else of {@code ratelimit.json} on the class path where there
     * is one, and adds the rule {@code default} when the settings give a {@linkplain Settings#defaultLimit limit} for it.
     * A rule {@code default} in the file hides that of the settings.
     *
     * @param loader finds resources on the class path
     * @throws dev.ratelimit.rule.RulesException listing every fault of the file
     * @throws SettingsException when there is no rule at all, with the line to add; not where there is a Redis, on which
     *     rules may lie
     */
    public static RulesFile read(Settings settings, ClassLoader loader) {
        RulesFile file = readAny(settings, loader);
        if (file.rules().isEmpty() && settings.redisAddr().isEmpty()) {
            throw new SettingsException(List.of(NOTHING_TO_LIMIT));
        }
        return file;
    }

    /**
     * The same where rules may come from elsewhere, so that there need be none.
     *
     * @throws dev.ratelimit.rule.RulesException listing every fault of the file
     */
    public static RulesFile readAny(Settings settings, ClassLoader loader) {
        return read(settings, loader, settings.defaultLimit());
    }

    /**
     * The same for a service, which always has a rule {@code default}: that of the file, else one with
     * {@link Settings#serviceLimit}.
     *
     * @throws dev.ratelimit.rule.RulesException listing every fault of the file
     * @throws SettingsException when the file's rule {@code default} is not one that counts users
     */
    public static RulesFile ofService(Settings settings, ClassLoader loader) {
        RulesFile file = read(settings, loader, Optional.of(settings.serviceLimit()));
        file.rules().stream()
                .filter(rule -> rule.id().equals(Rule.DEFAULT_ID) && !rule.countsUsers())
                .forEach(rule -> {
                    throw new SettingsException(List.of(UNFIT_DEFAULT));
                });
        return file;
    }

    /** The rules file as far as it can change while everything runs; what is on the class path cannot. */
    public static Optional<Path> file(Settings settings) {
        return settings.rules()
                .filter(location -> !location.startsWith(RulesFile.CLASSPATH))
                .map(Path::of);
    }

    private static RulesFile read(Settings settings, ClassLoader loader, Optional<Limit> defaultLimit) {
        RulesFile file = location(settings, loader)
                .map(location -> RulesFile.at(location, loader))
                .orElse(RulesFile.EMPTY);
        List<Rule> rules = new ArrayList<>(file.rules());
        if (rules.stream().noneMatch(rule -> rule.id().equals(Rule.DEFAULT_ID))) {
            defaultLimit.ifPresent(limit -> rules.add(Rule.ofDefault(limit, settings.onStoreFailure())));
        }
        return new RulesFile(rules, file.plans());
    }

    private static Optional<String> location(Settings settings, ClassLoader loader) {
        return settings.rules()
                .or(() -> Optional.ofNullable(loader.getResource(USUAL_FILE))
                        .map(found -> RulesFile.CLASSPATH + USUAL_FILE));
    }
}
