package dev.ratelimit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplatesTest {

    @ParameterizedTest
    @CsvSource({
        "/orders/{id}, /orders/17, /orders/{id}",
        "/orders/{id}, /orders/17/items, /orders/17/items",
        "/shops/{shop}/**, /shops/3/a/b, /shops/{shop}/a/b",
        "/shops/{shop}/**, /shops/3, /shops/{shop}",
        "/**/orders/{id}, /a/b/orders/9, /a/b/orders/{id}",
        "/{a}/**/x/**/{b}, /1/2/x/3/4, /{a}/2/x/3/{b}",
        "/files/*.pdf, /files/a.pdf, /files/a.pdf",
        "/, /, /",
    })
    void putsTheNamesInTheirPlaces(String pattern, String path, String counted) {
        assertThat(PathTemplates.of(Condition.path(pattern)).apply(path, path)).isEqualTo(counted);
    }

    @Test
    void takesTheFirstPatternThatCoversThePath() {
        PathTemplates templates = PathTemplates.of(Condition.all(
                Condition.method("GET"),
                Condition.any(Condition.path("/a/{x}"), Condition.path("/{y}/{z}")),
                Condition.not(Condition.path("/{no}"))));

        assertThat(templates.apply("/a/1", "else")).isEqualTo("/a/{x}");
        assertThat(templates.apply("/b/1", "else")).isEqualTo("/{y}/{z}");
        assertThat(templates.apply("/c", "else")).isEqualTo("else");
        assertThat(templates.apply(null, null)).isNull();
    }
}
