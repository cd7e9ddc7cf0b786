package dev.ratelimit.redis;

import dev.ratelimit.rule.Kind;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What annotations say on each node, as a hash on Redis by which all nodes can list it. It is told when it is new or is not
 * there, and again from time to time, lest it expire: what nobody says any more is gone after a week. Where two nodes say
 * different things under one id, the last to tell is listed, and neither answers the other. For one thread at a time.
 */
public final class RedisAnnotations {

    /** What it is called in messages. */
    public static final String TOPIC = "annotated";

    /** After which time it is told again. */
    public static final Duration RENEWAL = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(RedisAnnotations.class);
    private static final String TELL = Script.read(RedisAnnotations.class, "annotated_tell.lua");
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Pattern TIME = Pattern.compile("\"updated_at\":(\\d{1,12})}$");
    private static final String GONE = "";
    private static final String OLD = "old";

    private final Admin redis;
    private final Keys keys;
    private final Duration renewal;
    private Map<String, String> told = Map.of();
    private long toldNanos;
    private Map<String, Entry> kept = Map.of();

    private record Entry(String text, Rule rule) {}

    RedisAnnotations(Admin redis, Keys keys, Duration renewal) {
        this.redis = redis;
        this.keys = keys;
        this.renewal = renewal;
    }

    /**
     * Tells what is said here, where that is due, and reads what is said anywhere.
     *
     * @param own the rules that annotations say here, tied to their resources
     * @param listener hears of all, those of this node included. What cannot be used is as it was read last, or left out
     * @throws dev.ratelimit.store.StoreException when Redis cannot answer
     */
    public void refresh(List<Rule> own, Consumer<List<Rule>> listener) {
        Map<String, String> said = texts(own);
        Map<String, String> there = redis.all(keys.stored(TOPIC));
        if (isDue(said, there)) {
            tell(said, there);
        }
        listener.accept(read(there));
    }

    private static Map<String, String> texts(List<Rule> rules) {
        Map<String, String> texts = new TreeMap<>();
        for (Rule rule : rules) {
            try {
                texts.put(rule.id(), Kind.RULE.write(rule));
            } catch (IllegalArgumentException e) {
                LOG.debug("Rule {} is not listed elsewhere: {}", rule.id(), e.getMessage());
            }
        }
        return texts;
    }

    private boolean isDue(Map<String, String> said, Map<String, String> there) {
        boolean late = !said.isEmpty() && System.nanoTime() - toldNanos >= renewal.toNanos();
        return late || !said.equals(told) || !there.keySet().containsAll(said.keySet());
    }

    private void tell(Map<String, String> said, Map<String, String> there) {
        long now = System.nanoTime();
        Map<String, String> changes = new TreeMap<>();
        there.forEach((id, text) -> {
            if (isOld(text)) {
                changes.put(id, OLD);
            }
        });
        told.keySet().forEach(id -> changes.put(id, GONE));
        changes.putAll(said);
        List<String> args = new ArrayList<>(List.of(keys.events(), Long.toString(LIFE.toSeconds())));
        changes.forEach((id, json) -> args.addAll(List.of(id, json)));
        redis.eval(TELL, List.of(keys.stored(TOPIC), keys.version()), args);
        told = said;
        toldNanos = now;
    }

    /** By this node's clock; whether it is deleted is decided by the server's. */
    private static boolean isOld(String text) {
        Matcher time = TIME.matcher(text);
        return time.find() && System.currentTimeMillis() / 1_000 - Long.parseLong(time.group(1)) > LIFE.toSeconds();
    }

    private List<Rule> read(Map<String, String> there) {
        Map<String, Entry> fresh = new TreeMap<>();
        there.entrySet().stream().limit(Kind.MOST).forEach(field -> {
            Entry entry = entry(field.getKey(), field.getValue());
            if (entry != null) {
                fresh.put(field.getKey(), entry);
            }
        });
        kept = fresh;
        return fresh.values().stream().map(Entry::rule).toList();
    }

    private @Nullable Entry entry(String id, String text) {
        Entry known = kept.get(id);
        if (known != null && known.text().equals(text)) {
            return known;
        }
        try {
            Rule rule = Kind.RULE.read(Map.of(id, text), 0).values().get(0);
            return new Entry(text, rule.from(Origin.ANNOTATION));
        } catch (RulesException e) {
            LOG.debug("What {} says of {} cannot be used: {}", keys.name(TOPIC), id, e.inOneLine());
            return known;
        }
    }
}
