package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Repository} stores, and how: the JSON of each entry, to which the store adds {@code version},
 * {@code created_at} and {@code updated_at} (Unix seconds).
 */
public final class Kind<T> {

    /** Rules, by their id. */
    public static final Kind<Rule> RULE =
            new Kind<>("rule", Rule::id, RuleJson::write, Kind::rule, rule -> rule.from(Origin.STORED));

    /** Plans, by their name. */
    public static final Kind<Plan> PLAN = new Kind<>("plan", Plan::name, Plan::write, Plan::read, plan -> plan);

    /** How many rules, or plans, there may be. */
    public static final int MOST = 10_000;

    private final String noun;
    private final Function<T, String> id;
    private final Function<T, ObjectNode> writer;
    private final Reader<T> reader;
    private final UnaryOperator<T> stored;

    /** What was read before. */
    public interface Known<T> {
        /** The entry that the text of an id was read as; null where it was not. */
        @Nullable
        Stored<T> find(String id, String text);
    }

    private interface Reader<T> {
        @Nullable
        T read(String id, Node json);
    }

    private Kind(
            String noun,
            Function<T, String> id,
            Function<T, ObjectNode> writer,
            Reader<T> reader,
            UnaryOperator<T> stored) {
        this.noun = noun;
        this.id = id;
        this.writer = writer;
        this.reader = reader;
        this.stored = stored;
    }

    /** What all of them are called: {@code rules}. */
    public String plural() {
        return noun + "s";
    }

    /** How one of them is called in messages: {@code rule "search"}. */
    public String name(String id) {
        return noun + " \"" + id + "\"";
    }

    /** How all of them are called in messages. */
    public String set() {
        return "the set of " + plural();
    }

    /** The id of one. */
    public String id(T value) {
        return id.apply(value);
    }

    /** One as it is once it is stored. */
    T stored(T value) {
        return stored.apply(value);
    }

    /** The JSON of one, without version and times. */
    public String write(T value) {
        return writer.apply(value).toString();
    }

    /** The JSON of an entry with its version and times. */
    public String write(Stored<T> stored) {
        return writer.apply(stored.value())
                .put("version", stored.version())
                .put("created_at", stored.createdAt().getEpochSecond())
                .put("updated_at", stored.updatedAt().getEpochSecond())
                .toString();
    }

    /** The JSON of each, without version and times, by id. */
    public Map<String, String> texts(List<T> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach(value -> texts.put(id(value), write(value)));
        return texts;
    }

    /**
     * Reads one as somebody wrote it.
     *
     * @param id its id, which a rule may repeat or leave out
     * @throws RulesException listing every fault with its place within the object
     */
    public T parse(String id, JsonNode json) {
        List<Fault> faults = new ArrayList<>();
        T value = reader.read(id, new Node("", json, faults));
        if (value == null || !faults.isEmpty()) {
            throw new RulesException("the " + noun, faults);
        }
        return value;
    }

    /** The texts of a JSON object of texts, as histories keep them. */
    public static Map<String, String> texts(String json) {
        Map<String, String> texts = new TreeMap<>();
        RulesFile.tree("a change", json.getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /**
     * Reads what is stored.
     *
     * @param texts the JSON of each entry, by id
     * @param version of the set
     * @throws RulesException listing every fault
     */
    public StoredSet<T> read(Map<String, String> texts, long version) {
        return read(texts, version, (id, text) -> null);
    }

    /**
     * Reads what is stored, as far as it is not known.
     *
     * @param known what the text of an id was read as before; null where it was not
     * @throws RulesException listing every fault
     */
    public StoredSet<T> read(Map<String, String> texts, long version, Known<T> known) {
        List<Fault> faults = new ArrayList<>();
        List<Stored<T>> entries = new ArrayList<>();
        if (texts.size() > MOST) {
            faults.add(new Fault("", texts.size() + " " + plural() + "; accepted are at most 10,000"));
        } else {
            new TreeMap<>(texts).forEach((id, text) -> {
                Stored<T> entry = known.find(id, text);
                entry = entry == null ? read(id, text, faults) : entry;
                if (entry != null) {
                    entries.add(entry);
                }
            });
        }
        if (!faults.isEmpty()) {
            throw new RulesException("the stored " + plural(), faults);
        }
        return new StoredSet<>(entries, version);
    }

    private @Nullable Stored<T> read(String id, String text, List<Fault> faults) {
        JsonNode json;
        try {
            json = RulesFile.tree(noun + " " + id, text);
        } catch (RulesException e) {
            e.faults().forEach(fault -> faults.add(new Fault(id, fault.message())));
            return null;
        }
        T value = reader.read(id, new Node(id, json, faults));
        return value == null
                ? null
                : new Stored<>(
                        id,
                        stored(value),
                        json.path("version").asLong(),
                        time(json, "created_at"),
                        time(json, "updated_at"));
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.ofEpochSecond(json.path(field).asLong());
    }

    private static @Nullable Rule rule(String id, Node node) {
        Node json = node.json() instanceof ObjectNode object && !object.has("id")
                ? new Node(node.path(), object.deepCopy().put("id", id), node.faults())
                : node;
        Rule rule = RuleReader.read(json);
        if (rule != null && !rule.id().equals(id)) {
            json.field("id")
                    .fault("\"" + rule.id() + "\" is not the id of its place, \"" + id
                            + "\"; accepted is the same one");
            return null;
        }
        return rule;
    }
}
