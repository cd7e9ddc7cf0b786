package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds when the value of a name, a header's for instance, matches one of the patterns. Case counts in values. */
record ValueIs(Place place, String name, List<TextGlob> globs) implements Condition {

    /** Where a request has values by name. */
    enum Place {
        /** The first value of a header; case does not count in its name. */
        HEADER("header", "{\"X-Client\": \"mobile*\"}"),
        /** The first value of a parameter of the query string. */
        QUERY("query", "{\"beta\": \"true\"}"),
        /** A cookie. */
        COOKIE("cookie", "{\"plan\": \"trial\"}"),
        /** What the application attached to the request, as text. */
        ATTRIBUTE("attribute", "{\"tenant\": \"acme\"}");

        private final String word;
        private final String example;

        Place(String word, String example) {
            this.word = word;
            this.example = example;
        }

        /** The word in rules. */
        String word() {
            return word;
        }

        /** What is accepted, for error messages. */
        String accepted() {
            return "names with one or several values, such as " + example;
        }

        private @Nullable String value(RequestFacts facts, String name) {
            return switch (this) {
                case HEADER -> facts.header(name);
                case QUERY -> facts.query(name);
                case COOKIE -> facts.cookie(name);
                case ATTRIBUTE -> facts.attributeText(name);
            };
        }
    }

    ValueIs {
        if (place == Place.HEADER) {
            Names.header(name);
        } else {
            Names.name(name);
        }
        globs = Lists.filled(place.word(), globs);
    }

    static ValueIs of(Place place, String name, List<String> patterns) {
        return new ValueIs(place, name, TextGlob.all(patterns));
    }

    /** What a request has there, for people; of a value nothing but that there is one, since it may be a secret. */
    String found(RequestFacts facts) {
        String what = place.word() + " " + name;
        if (place.value(facts, name) == null) {
            return "there is no " + what;
        }
        return "the " + what + (holds(facts) ? " has such a value" : " has another value");
    }

    /** What is looked at, the same text for conditions that look at the same. */
    String subject() {
        return place.word() + ":" + (place == Place.HEADER ? name.toLowerCase(Locale.ROOT) : name);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        String value = place.value(facts, name);
        return value != null && TextGlob.anyMatches(globs, value);
    }

    /** A request without the value fails; a bare user, who has nothing to look at, does not. */
    @Override
    public boolean fails(RequestFacts facts) {
        return facts.method() != null && !holds(facts);
    }
}
