package dev.ratelimit.redis;

import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules or plans on Redis as this node keeps them. What has the same text as before is not read again, so that one change
 * among thousands costs as much as among few. For one thread at a time, but for the version.
 */
final class Mirror<T> {

    private final Kind<T> kind;
    private Map<String, String> texts = new TreeMap<>();
    private Map<String, Stored<T>> entries = new TreeMap<>();
    private volatile long version;

    Mirror(Kind<T> kind) {
        this.kind = kind;
    }

    /** The number of the last change that is known here; 0 for none. */
    long version() {
        return version;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    StoredSet<T> kept() {
        return new StoredSet<>(new ArrayList<>(entries.values()), version);
    }

    /**
     * Keeps these and no others.
     *
     * @throws dev.ratelimit.rule.RulesException when one cannot be used; then nothing changes
     */
    StoredSet<T> replace(Map<String, String> fresh, long number) {
        StoredSet<T> read = kind.read(fresh, number, (id, text) -> text.equals(texts.get(id)) ? entries.get(id) : null);
        Map<String, Stored<T>> all = new TreeMap<>();
        read.entries().forEach(entry -> all.put(entry.id(), entry));
        texts = new TreeMap<>(fresh);
        entries = all;
        version = number;
        return kept();
    }

    /**
     * Keeps one beside the others.
     *
     * @throws dev.ratelimit.rule.RulesException when it cannot be used; then nothing changes
     */
    StoredSet<T> put(String id, String text) {
        Stored<T> entry = kind.read(Map.of(id, text), version).find(id).orElseThrow();
        texts.put(id, text);
        entries.put(id, entry);
        version = Math.max(version, entry.version());
        return kept();
    }
}
