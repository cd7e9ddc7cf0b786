package dev.ratelimit.rule;

import dev.ratelimit.http.Caller;
import dev.ratelimit.http.RequestFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of a {@link Key}. */
public sealed interface KeyPart {

    /** What is accepted, for error messages. */
    String ACCEPTED = "user, ip, path, global, header:NAME such as header:X-Api-Key and attribute:NAME";

    /** The word used in rules, such as {@code user} or {@code header:X-Api-Key}. */
    String word();

    /** What this part reads from a request; null when it is missing. */
    @Nullable
    String of(RequestFacts facts);

    /**
     * The part that a word stands for.
     *
     * @throws IllegalArgumentException naming the word and the accepted ones
     */
    static KeyPart parse(String word) {
        if (word.startsWith(Attribute.PREFIX)) {
            return new Attribute(word.substring(Attribute.PREFIX.length()));
        }
        if (word.startsWith(Header.PREFIX)) {
            return new Header(word.substring(Header.PREFIX.length()));
        }
        try {
            return Fact.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + word + "\" is not a key"
                    + Nearest.hint(word, Choice.words(Fact.class)) + "; accepted are " + ACCEPTED);
        }
    }

    /** Parts without a parameter. */
    enum Fact implements KeyPart {
        /** The caller: the user, or whoever else the identification found. */
        USER,
        /** The client address, IPv6 by its network. */
        IP,
        /**
         * The path as the rule's path patterns name it; else as the router does, such as <code>/orders/{id}</code>; else
         * itself, normalised.
         */
        PATH,
        /** Everybody together. */
        GLOBAL;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable String of(RequestFacts facts) {
            return switch (this) {
                case USER -> callerOf(facts);
                case IP -> facts.ipSubject();
                case PATH -> pathOf(facts);
                case GLOBAL -> "global";
            };
        }

        private static @Nullable String pathOf(RequestFacts facts) {
            String template = facts.template();
            return template == null ? facts.path() : template;
        }

        private static @Nullable String callerOf(RequestFacts facts) {
            Caller caller = facts.caller();
            return caller == null ? null : caller.subject();
        }
    }

    /**
     * The first value of a header, hashed.
     *
     * @param name the header's name; case does not count
     */
    record Header(String name) implements KeyPart {

        private static final String PREFIX = "header:";

        /** Refuses what cannot be the name of a header. */
        public Header {
            Names.header(name);
        }

        @Override
        public String word() {
            return PREFIX + name;
        }

        @Override
        public @Nullable String of(RequestFacts facts) {
            return facts.headerSubject(name);
        }
    }

    /**
     * What the application attached to the request, as text: a tenant, for instance. Stored as it is, so not for secrets.
     *
     * @param name the attribute's name
     */
    record Attribute(String name) implements KeyPart {

        private static final String PREFIX = "attribute:";

        /** Refuses an empty name. */
        public Attribute {
            Names.name(name);
        }

        @Override
        public String word() {
            return PREFIX + name;
        }

        @Override
        public @Nullable String of(RequestFacts facts) {
            return facts.attributeText(name);
        }
    }
}
