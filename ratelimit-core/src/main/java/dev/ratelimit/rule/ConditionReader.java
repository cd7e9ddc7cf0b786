package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code when}: an object of conditions, all of which must hold. */
final class ConditionReader {

    private static final List<String> KNOWN = List.of("all", "any", "not", "path", "method", "header", "ip");
    private static final String PATHS = "paths such as /orders/{id}, /files/*.pdf or /api/**";
    private static final String HEADERS = "headers such as {\"X-Client\": \"mobile*\"}";
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
            case "header" -> made(headers(field), ConditionReader::together);
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

    private static List<Condition> headers(Node field) {
        List<Condition> parts = new ArrayList<>();
        field.members(HEADERS).forEach((name, values) -> {
            List<TextGlob> globs = values.each("texts such as mobile*", TextGlob::new);
            HeaderIs header = globs.isEmpty() ? null : values.attempt(() -> new HeaderIs(name, globs));
            if (header != null) {
                parts.add(header);
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
