package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of a rules file and where it stands. A value of the wrong kind is reported there, once, and read as null or as
 * nothing, so that reading goes on and finds every other fault. An absent value reads as null or as the fallback.
 *
 * @param path where the value stands, such as {@code rules[2].limits[0]}
 * @param json the value; missing when absent
 * @param faults where faults are reported
 */
public record Node(String path, JsonNode json, List<Fault> faults) {

    private static final int SHOWN = 80;
    private static final int LONGEST_TEXT = 2_000;

    /**
     * What a reader makes of a value.
     *
     * @param what it is called as a whole, such as {@code the user}
     * @throws RulesException listing every fault that the reader reported
     */
    public static <T> T read(String what, JsonNode json, Function<Node, T> reader) {
        List<Fault> faults = new ArrayList<>();
        T value = reader.apply(new Node("", json, faults));
        if (!faults.isEmpty()) {
            throw new RulesException(what, faults);
        }
        return value;
    }

    /** Whether there is a value. */
    public boolean present() {
        return !json.isMissingNode();
    }

    /** Whether there is a field of that name. */
    public boolean has(String name) {
        return json.has(name);
    }

    /** The field of that name, absent or not. */
    public Node field(String name) {
        JsonNode value = json.get(name);
        return new Node(child(name), value == null ? MissingNode.getInstance() : value, faults);
    }

    /** The field of that name, absent also where it is null: as what answers show in place of nothing. */
    public Node optional(String name) {
        Node field = field(name);
        return field.json.isNull() ? new Node(field.path, MissingNode.getInstance(), faults) : field;
    }

    /** The field of that name; reported when absent. */
    Node required(String name, String accepted) {
        Node field = field(name);
        if (!field.present()) {
            field.fault("missing; accepted are " + accepted);
        }
        return field;
    }

    /** Whether this is an object; reports it when not, and each field of it that is not known. */
    public boolean isObjectOf(Collection<String> known, String what) {
        if (!json.isObject()) {
            fault(shown() + " is not " + what + "; accepted is an object with " + String.join(", ", known));
            return false;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                field(name)
                        .fault("\"" + shortened(name) + "\" is not known in " + what + Nearest.hint(name, known)
                                + "; accepted are " + String.join(", ", known));
            }
        });
        return true;
    }

    /** The fields of an object of free names, by name; reported when this is none or has none. */
    Map<String, Node> members(String accepted) {
        if (json.isObject() && json.isEmpty()) {
            fault(shown() + " is empty; accepted are " + accepted);
        }
        return object(accepted);
    }

    /** The fields of an object of free names, by name; reported when this is none. */
    Map<String, Node> object(String accepted) {
        if (!json.isObject()) {
            fault(shown() + " is not an object; accepted are " + accepted);
            return Map.of();
        }
        Map<String, Node> members = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(name -> members.put(name, field(name)));
        return members;
    }

    /** The entries of a list; reported when this is none or has none. */
    List<Node> some(String accepted) {
        List<Node> entries = entries(accepted);
        if (json.isArray() && entries.isEmpty()) {
            fault("the list is empty; accepted are " + accepted);
        }
        return entries;
    }

    /** The entries of a list; reported when this is none. */
    public List<Node> entries(String accepted) {
        if (!json.isArray()) {
            if (present()) {
                fault(shown() + " is not a list; accepted is a list of " + accepted);
            }
            return List.of();
        }
        List<Node> entries = new ArrayList<>();
        for (JsonNode entry : json) {
            entries.add(new Node(path + "[" + entries.size() + "]", entry, faults));
        }
        return entries;
    }

    /** The texts of a list, or the only one where a plain text stands for a list of one, each read by {@code reader}. */
    <T> List<T> each(String accepted, Function<String, T> reader) {
        List<Node> entries = json.isTextual() ? List.of(this) : some(accepted);
        List<T> values = new ArrayList<>();
        for (Node entry : entries) {
            T value = entry.text(accepted, reader);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** A text, read by {@code reader}, whose complaint is reported here. */
    public <T> @Nullable T text(String accepted, Function<String, T> reader) {
        if (json.isTextual() && json.textValue().length() <= LONGEST_TEXT) {
            return attempt(() -> reader.apply(json.textValue()));
        }
        if (present()) {
            fault(shown() + (json.isTextual() ? " is too long" : " is not a text") + "; accepted are " + accepted);
        }
        return null;
    }

    boolean flag(boolean fallback) {
        if (present() && !json.isBoolean()) {
            fault(shown() + " is neither true nor false; accepted are these");
        }
        return json.isBoolean() ? json.booleanValue() : fallback;
    }

    /** A word that stands for a constant. */
    <E extends Enum<E>> @Nullable E choice(Class<E> type) {
        return text(String.join(", ", Choice.words(type)), word -> Choice.parse(type, word));
    }

    /** What {@code supplier} makes; an {@link IllegalArgumentException} is reported here. */
    public <T> @Nullable T attempt(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            fault(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Reports what is wrong here. */
    public void fault(String message) {
        // A text of the file may hold anything; a fault stays on its line.
        faults.add(new Fault(path, message.replaceAll("\\p{Cntrl}", "\uFFFD")));
    }

    /** The value as JSON, cut short. */
    String shown() {
        return present() ? shortened(json.toString()) : "nothing";
    }

    private String child(String name) {
        boolean plain =
                name.length() <= SHOWN && name.chars().allMatch(c -> c == '-' || Character.isJavaIdentifierPart(c));
        String step = plain ? name : "[\"" + shortened(name) + "\"]";
        return path.isEmpty() || !plain ? path + step : path + "." + step;
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
