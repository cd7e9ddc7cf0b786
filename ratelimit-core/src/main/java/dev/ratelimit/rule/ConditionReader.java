package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.rule.ValueIs.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code when}: an object of conditions, all of which must hold. */
final class ConditionReader {

    private static final List<String> KNOWN = List.of(
            "all",
            "any",
            "not",
            "path",
            "method",
            "header",
            "query",
            "cookie",
            "ip",
            "user",
            "plan",
            "app",
            "resource",
            "time",
            "attribute");
    private static final String PATHS = "paths such as /orders/{id}, /files/*.pdf or /api/**";
    private static final String TEXTS = "texts such as mobile*";
    private static final String RESOURCES = "resource methods such as OrdersResource.create or AdminResource.*";
    private static final String BLOCKS = "addresses and blocks such as 10.0.0.0/8 or 2001:db8::/32";

    private ConditionReader() {}

    /** The condition, or null when something in it was reported. */
    static @Nullable Condition read(Node node) {
        int before = node.faults().size();
        if (!node.isObjectOf(KNOWN, "a condition")) {
            return null;
        }
        List<Condition> parts = new ArrayList<>();
        for (String name : KNOWN) {
            Condition part = node.has(name) ? part(name, node.field(name)) : null;
            if (part != null) {
                parts.add(part);
            }
        }
        if (node.faults().size() > before) {
            return null;
        }
        if (parts.isEmpty()) {
            node.fault("the condition is empty; accepted are " + String.join(", ", KNOWN)
                    + " (for every request leave \"when\" out)");
            return null;
        }
        return together(parts);
    }

    private static @Nullable Condition part(String name, Node field) {
        return switch (name) {
            case "all" -> made(nested(field), All::new);
            case "any" -> made(nested(field), AnyOf::new);
            case "not" -> made(read(List.of(field)), others -> new Not(others.get(0)));
            case "path" -> made(field.each(PATHS, PathGlob::parse), PathIs::new);
            case "method" -> made(field.each(Names.METHODS, Names::method), MethodIs::new);
            case "header" -> made(values(field, Place.HEADER), ConditionReader::together);
            case "query" -> made(values(field, Place.QUERY), ConditionReader::together);
            case "cookie" -> made(values(field, Place.COOKIE), ConditionReader::together);
            case "attribute" -> made(values(field, Place.ATTRIBUTE), ConditionReader::together);
            case "user" -> made(field.each(TEXTS, TextGlob::new), UserIs::new);
            case "plan" -> made(field.each(TEXTS, TextGlob::new), PlanIs::new);
            case "app" -> made(field.each(TEXTS, TextGlob::new), AppIs::new);
            case "resource" -> made(field.each(RESOURCES, TextGlob::new), ResourceIs::new);
            case "time" -> TimeReader.read(field);
            case "ip" -> made(field.each(BLOCKS, Cidr::parse), IpIn::new);
            default -> throw new IllegalStateException(name);
        };
    }

    private static List<Condition> nested(Node field) {
        return read(field.some("conditions"));
    }

    private static List<Condition> read(List<Node> nodes) {
        return nodes.stream()
                .map(ConditionReader::read)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Condition> values(Node field, Place place) {
        List<Condition> parts = new ArrayList<>();
        field.members(place.accepted()).forEach((name, values) -> {
            List<TextGlob> globs = values.each(TEXTS, TextGlob::new);
            ValueIs value = globs.isEmpty() ? null : values.attempt(() -> new ValueIs(place, name, globs));
            if (value != null) {
                parts.add(value);
            }
        });
        return parts;
    }

    private static Condition together(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : new All(parts);
    }

    /** The condition made of what could be read; null when nothing could, which was reported. */
    private static <T> @Nullable Condition made(List<T> read, Function<List<T>, Condition> constructor) {
        return read.isEmpty() ? null : constructor.apply(read);
    }
}
