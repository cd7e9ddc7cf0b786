package dev.ratelimit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/orders, /orders",
        "/orders/17, /orders/*",
        "/orders/17/lines, /orders/*/lines",
        "/v1/orders, /v1/orders",
        "/api/v12/orders/v1/x2, /api/v12/orders/v1/*",
        "/v1234/vv1/v1a, /*/*/*",
        "/users/6f9619ff-8b86-d011-b42d-00cf4fc964ff, /users/*",
        "/files/abcdefghijklmnopqrstuvwxyzabcdefg, /files/*",
        "/files/abcdefghijklmnopqrstuvwxyzabcdef, /files/abcdefghijklmnopqrstuvwxyzabcdef",
        "/users/bob@example.com/orders, /users/*/orders",
        "/users/%ae%fe, /users/*",
        "/cart;jsessionid=abcdef/items, /*/items",
        "/tags/a+b/id:carol/a=b/(x), /tags/*/*/*/*",
        "/well-known_paths/robots.txt/~alice/Füße, /well-known_paths/robots.txt/~alice/Füße",
        "/orders/*/lines, /orders/*/lines",
        "/a/b/c/d/e/f/g/h, /a/b/c/d/e/f/g/h",
        "/a/b/c/d/e/f/g/h/i, /a/b/c/d/e/f/g/h/…"
    })
    void aRouteHasNoIds(String path, String route) {
        assertThat(Routes.of(path)).isEqualTo(route);
    }

    @Test
    void aRouteIsShortHoweverLongAPathIs() {
        assertThat(Routes.of("/segment-without-digits".repeat(300))).hasSizeLessThanOrEqualTo(122);
        assertThat(Routes.of("/" + "x".repeat(8_000))).isEqualTo("/*");
    }
}
