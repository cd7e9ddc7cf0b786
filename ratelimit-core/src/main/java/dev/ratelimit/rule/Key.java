package dev.ratelimit.rule;

import dev.ratelimit.http.RequestFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule counts by: {@code user}, {@code ip}, {@code path}, {@code header:X-Api-Key}, {@code attribute:tenant}, several
 * of them together, or {@code global} for everybody together. Immutable.
 *
 * @param parts one to four, each once; {@code global} stands alone
 */
public record Key(List<KeyPart> parts) {

    private static final int MOST = 4;

    public Key {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MOST) {
            throw new IllegalArgumentException("a key of " + parts.size() + " parts; accepted are 1 to " + MOST);
        }
        if (parts.contains(KeyPart.Fact.GLOBAL) && parts.size() > 1) {
            throw new IllegalArgumentException("key " + words(parts) + ": global counts everything together"
                    + " and accepts no other part beside it");
        }
        Set<String> seen = new HashSet<>();
        for (KeyPart part : parts) {
            if (!seen.add(part.word().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "key " + words(parts) + " has " + part.word() + " twice; accepted is each part once");
            }
        }
    }

    /**
     * A key from words such as {@code user} or {@code header:X-Api-Key}.
     *
     * @throws IllegalArgumentException naming the unknown word and the accepted ones
     */
    public static Key of(String... words) {
        return new Key(List.of(words).stream().map(KeyPart::parse).toList());
    }

    /** Whether users are told apart: the key has the part {@code user}. */
    public boolean byUser() {
        return parts.contains(KeyPart.Fact.USER);
    }

    /**
     * What this key reads from a request, one text for each part; header values are hashed. Null when a part is missing.
     */
    public @Nullable List<String> subject(RequestFacts facts) {
        return subject(facts, PathTemplates.NONE, null);
    }

    /**
     * The subject, the path as {@code templates} say, with {@code substitute} for each missing part; null when one is
     * missing and there is no substitute.
     */
    @Nullable
    List<String> subject(RequestFacts facts, PathTemplates templates, @Nullable String substitute) {
        List<String> subject = new ArrayList<>(parts.size());
        for (KeyPart part : parts) {
            String value = part.of(facts);
            if (part == KeyPart.Fact.PATH) {
                value = templates.apply(facts.path(), value);
            }
            if (value == null) {
                value = substitute;
            }
            if (value == null) {
                return null;
            }
            subject.add(value);
        }
        return List.copyOf(subject);
    }

    private static List<String> words(List<KeyPart> parts) {
        return parts.stream().map(KeyPart::word).toList();
    }
}
