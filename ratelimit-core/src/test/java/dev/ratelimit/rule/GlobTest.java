package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    /** Far more than the bounded number of steps needs, far less than an exponential one. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a",
        "/*, /a",
        "/a/*, /a/b",
        "/a/{id}, /a/17",
        "/a/{id}/b, /a/17/b",
        "/files/*.pdf, /files/x.pdf",
        "/files/*.pdf, /files/.pdf",
        "/files/a*b*c, /files/a-b-b-c",
        "/**, /",
        "/**, /a/b/c",
        "/api/**, /api",
        "/api/**, /api/a",
        "/api/**, /api/a/b/c",
        "/**/b, /b",
        "/**/b, /a/a/b",
        "/a/**/b, /a/b",
        "/a/**/b, /a/x/b/y/b",
        "/a/**/b/**/c, /a/b/b/c/c",
        "/**/**, /a",
    })
    void pathsUnderAPatternMatch(String pattern, String path) {
        assertThat(PathGlob.parse(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /a",
        "/a, /",
        "/a, /A",
        "/a, /ab",
        "/ab, /a",
        "/*, /",
        "/*, /a/b",
        "/a/*, /a",
        "/a/*, /a/b/c",
        "/a/{id}, /a",
        "/a/{id}, /a/1/2",
        "/files/*.pdf, /files/x.pdf/y",
        "/files/*.pdf, /files/x.pd",
        "/files/*.pdf, /files/a/b.pdf",
        "/api/**, /apis",
        "/api/**, /x/api",
        "/a/**/b, /a",
        "/a/**/b, /a/x",
        "/a/**/b, /a/b/x",
        "/a/**/b/**/c, /a/c/b",
    })
    void otherPathsDoNot(String pattern, String path) {
        assertThat(PathGlob.parse(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a/b", "*", "//", "/a//b", "/./a", "/a/..", "/a;b", "/a?b", "/a#b", "/a**", "/**a"})
    void aPatternThatNoPathCanMatchIsRefused(String pattern) {
        assertThatThrownBy(() -> PathGlob.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("path \"" + pattern + "\" must")
                .hasMessageEndingWith("; accepted are forms such as /orders/{id}, /files/*.pdf or /api/**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{", "/}", "/{}", "/a{id}", "/{id}a", "/{a}{b}", "/{{a}}"})
    void bracesStandAroundAWholeSegment(String pattern) {
        assertThatThrownBy(() -> PathGlob.parse(pattern))
                .hasMessageContaining("must have {name} alone between slashes");
    }

    @Test
    void aVeryLongPatternIsRefused() {
        assertThat(PathGlob.parse("/" + "a".repeat(999))).isNotNull();
        assertThatThrownBy(() -> PathGlob.parse("/" + "a".repeat(1_000)))
                .hasMessageContaining("at most 1,000 characters");
    }

    @ParameterizedTest
    @CsvSource({"mobile*, mobile", "mobile*, mobile-2", "*, ''", "**, x", "*a*, bab", "a*b*c, aXbXbXc", "'', ''"})
    void textsUnderAPatternMatch(String pattern, String text) {
        assertThat(new TextGlob(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"mobile*, Mobile", "mobile*, a mobile", "'', x", "a, ''", "*a, ab", "a*b*c, acb", "a*a, a"})
    void otherTextsDoNot(String pattern, String text) {
        assertThat(new TextGlob(pattern).matches(text)).isFalse();
    }

    @Test
    void agreesWithRegularExpressionsOnRandomTexts() {
        Random random = new Random(1);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = word(random, "ab**");
            String text = word(random, "ab");
            boolean expected = Pattern.matches(pattern.replace("*", ".*"), text);
            assertThat(new TextGlob(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(20_000, 180_000);
    }

    @Test
    void agreesWithRegularExpressionsOnRandomPaths() {
        Random random = new Random(2);
        String[] segments = {"a", "b", "ab", "*", "a*", "{id}", "**", "**"};
        String[] names = {"a", "b", "ab"};
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = path(random, segments);
            String path = path(random, names);
            boolean expected = Pattern.matches(regex(pattern), path.equals("/") ? "" : path);
            assertThat(PathGlob.parse(pattern).matches(path))
                    .as("%s on %s", pattern, path)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(20_000, 180_000);
    }

    @Test
    void noTextMakesMatchingSlow() {
        TextGlob glob = new TextGlob("*a".repeat(500) + "b");
        String text = "a".repeat(8_000);

        assertTimeoutPreemptively(SOON, () -> assertThat(glob.matches(text)).isFalse());
    }

    @Test
    void noPathMakesMatchingSlow() {
        PathGlob deep = PathGlob.parse("/**/a".repeat(190) + "/b");
        PathGlob wide = PathGlob.parse("/**/*a*a*a*b".repeat(80) + "/c");
        String path = "/a".repeat(4_000);
        String widePath = ("/" + "a".repeat(99)).repeat(80);

        assertTimeoutPreemptively(SOON, () -> {
            assertThat(deep.matches(path)).isFalse();
            assertThat(wide.matches(widePath)).isFalse();
            assertThat(wide.matches(path)).isFalse();
        });
    }

    private static String word(Random random, String letters) {
        return random.ints(random.nextInt(9), 0, letters.length())
                .mapToObj(i -> String.valueOf(letters.charAt(i)))
                .collect(Collectors.joining());
    }

    private static String path(Random random, String[] segments) {
        return "/"
                + random.ints(random.nextInt(6), 0, segments.length)
                        .mapToObj(i -> segments[i])
                        .collect(Collectors.joining("/"));
    }

    private static String regex(String pattern) {
        return pattern.equals("/")
                ? ""
                : pattern.replace("/**", "(?:/[^/]+)%")
                        .replace("/*", "/[^/]+")
                        .replace("a*", "a[^/]*")
                        .replace("{id}", "[^/]+")
                        .replace('%', '*');
    }
}
