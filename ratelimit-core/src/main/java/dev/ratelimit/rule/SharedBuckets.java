package dev.ratelimit.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds keys that tell no callers apart, though nobody said {@code global}. */
final class SharedBuckets {

    /** Headers that strangers send with one value. Host and Origin are none of them: they may tell tenants apart. */
    private static final Set<String> EVERYDAY = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "content-type",
            "dnt",
            "pragma",
            "upgrade-insecure-requests",
            "user-agent");

    private SharedBuckets() {}

    /** What all requests have in common that a rule counts together; empty where its key, or its condition, tells callers. */
    static Optional<String> of(Rule rule) {
        List<KeyPart> parts = rule.key().parts();
        boolean named = Leaves.needs(rule.when(), SharedBuckets::namesUsers);
        return named || !parts.stream().allMatch(SharedBuckets::isCommon)
                ? Optional.empty()
                : Optional.of(parts.stream().map(SharedBuckets::words).collect(Collectors.joining(" and ")));
    }

    private static boolean isCommon(KeyPart part) {
        return part == KeyPart.Fact.PATH
                || (part instanceof KeyPart.Header header
                        && EVERYDAY.contains(header.name().toLowerCase(Locale.ROOT)));
    }

    private static String words(KeyPart part) {
        return part instanceof KeyPart.Header header ? "header " + header.name() : part.word();
    }

    /** Whoever writes down the users knows that they share. */
    private static boolean namesUsers(Condition condition) {
        return condition instanceof UserIs user && new Texts("user", user.globs()).literal();
    }
}
