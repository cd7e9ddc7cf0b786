package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** What can be told of conditions without a request. Both answers are certain where they are true, and no more. */
final class Implication {

    private Implication() {}

    /** Whether {@code one} holds only where {@code other} does. */
    static boolean implies(Condition one, Condition other) {
        if (other instanceof Always || one.equals(other)) {
            return true;
        }
        if (other instanceof All all) {
            return all.parts().stream().allMatch(part -> implies(one, part));
        }
        if (one instanceof AnyOf any) {
            return any.parts().stream().allMatch(part -> implies(part, other));
        }
        if (one instanceof All all && all.parts().stream().anyMatch(part -> implies(part, other))) {
            return true;
        }
        if (other instanceof AnyOf any) {
            return any.parts().stream().anyMatch(part -> implies(one, part));
        }
        return covered(one, other);
    }

    private static boolean covered(Condition one, Condition other) {
        if (one instanceof PathIs a && other instanceof PathIs b) {
            return each(a.globs(), b.globs(), Implication::within);
        }
        if (one instanceof MethodIs a && other instanceof MethodIs b) {
            return b.methods().containsAll(a.methods());
        }
        if (one instanceof IpIn a && other instanceof IpIn b) {
            return each(a.blocks(), b.blocks(), Implication::within);
        }
        Texts a = Texts.of(one);
        Texts b = Texts.of(other);
        return a != null && b != null && a.of().equals(b.of()) && each(a.globs(), b.globs(), Implication::within);
    }

    /**
     * Whether no request can meet a condition.
     *
     * @param plainPaths only of requests whose path can be read in one way; any other may be under two patterns that
     *     exclude each other
     */
    static boolean neverHolds(Condition condition, boolean plainPaths) {
        if (condition instanceof AnyOf any) {
            return any.parts().stream().allMatch(part -> neverHolds(part, plainPaths));
        }
        if (!(condition instanceof All all)) {
            return condition instanceof Not not && not.other() instanceof Always;
        }
        List<Condition> parts = flat(all);
        for (Condition part : parts) {
            if (neverHolds(part, plainPaths)
                    || parts.stream().anyMatch(other -> comparable(part, other, plainPaths) && excludes(part, other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean comparable(Condition one, Condition other, boolean plainPaths) {
        return plainPaths || !(Leaves.ofPath(one) && Leaves.ofPath(other));
    }

    private static List<Condition> flat(All all) {
        List<Condition> flat = new ArrayList<>();
        for (Condition part : all.parts()) {
            if (part instanceof All nested) {
                flat.addAll(flat(nested));
            } else {
                flat.add(part);
            }
        }
        return flat;
    }

    /** Whether no request meets both, if its path can be read in one way only. */
    private static boolean excludes(Condition one, Condition other) {
        if (other instanceof Not not && implies(one, not.other())) {
            return true;
        }
        if (one instanceof MethodIs a && other instanceof MethodIs b) {
            return none(a.methods(), b.methods(), String::equals);
        }
        if (one instanceof PathIs a && other instanceof PathIs b) {
            return a.globs().stream().allMatch(Implication::literal) && none(a.globs(), b.globs(), Implication::within);
        }
        if (one instanceof IpIn a && other instanceof IpIn b) {
            return none(a.blocks(), b.blocks(), (x, y) -> within(x, y) || within(y, x));
        }
        Texts a = Texts.of(one);
        Texts b = Texts.of(other);
        return a != null
                && b != null
                && a.of().equals(b.of())
                && a.literal()
                && none(a.globs(), b.globs(), Implication::within);
    }

    private static boolean literal(PathGlob glob) {
        return glob.segments().stream().allMatch(TextGlob::literal);
    }

    private static boolean within(PathGlob one, PathGlob other) {
        if (one.segments().equals(other.segments())) {
            return true;
        }
        return (literal(one) && other.matches(one.example())) || coversAllBelow(other, one);
    }

    /** Whether {@code other} is plain segments and then {@code **}, and {@code one} begins with the same segments. */
    private static boolean coversAllBelow(PathGlob other, PathGlob one) {
        List<TextGlob> segments = other.segments();
        int plain = segments.size() - 1;
        return plain >= 0
                && segments.get(plain).pattern().equals(PathGlob.ANY_DEPTH)
                && segments.subList(0, plain).stream().allMatch(TextGlob::literal)
                && one.segments().size() >= plain
                && one.segments().subList(0, plain).equals(segments.subList(0, plain));
    }

    private static boolean within(TextGlob one, TextGlob other) {
        return one.equals(other) || other.pattern().equals("*") || (one.literal() && other.matches(one.pattern()));
    }

    private static boolean within(Cidr one, Cidr other) {
        return one.prefix() >= other.prefix() && other.contains(one.network());
    }

    private static <T> boolean each(List<T> ones, List<T> others, BiPredicate<T, T> within) {
        return ones.stream().allMatch(one -> others.stream().anyMatch(other -> within.test(one, other)));
    }

    private static <T> boolean none(List<T> ones, List<T> others, BiPredicate<T, T> meets) {
        return ones.stream().noneMatch(one -> others.stream().anyMatch(other -> meets.test(one, other)));
    }
}
