package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // slashes
                "/admin/users",
                "/admin/users/",
                "/admin/users//",
                "//admin/users",
                "///admin///users///",
                "/admin//users",
                "admin/users",
                "\\admin\\users",
                "/admin\\users",
                "/admin/\\users",
                // dots
                "/./admin/users",
                "/admin/./users",
                "/admin/users/.",
                "/admin/users/./",
                "/admin/././users",
                "/public/../admin/users",
                "/admin/public/../users",
                "/admin/users/x/..",
                "/admin/users/x/../",
                "/../admin/users",
                "/../../../admin/users",
                "/a/b/../../admin/users",
                "/a/../../admin/users",
                "/public\\..\\admin/users",
                "/public//../admin/users",
                // parameters
                "/admin;x/users",
                "/admin/users;jsessionid=1",
                "/admin/users;a=1;b=2",
                "/admin/users/;a",
                "/admin;/users;",
                "/;/admin/users",
                "/;a/admin/users",
                "/public;/../admin/users",
                "/public/..;/admin/users",
                "/public/..;a=b/admin/users",
                "/.;/admin/users",
                "/admin/.;x=/users",
                // still encoded, once or more
                "/%2e/admin/users",
                "/public/%2e%2e/admin/users",
                "/public/%2E./admin/users",
                "/public/.%2e/admin/users",
                "/public/%252e%252e/admin/users",
                "/public/%25252e%25252E/admin/users",
                "/public/%u002e%u002e/admin/users",
                "/public/%25u002E./admin/users",
                "/admin%2fusers",
                "/admin%2Fusers",
                "%2fadmin%252Fusers",
                "/admin%5cusers",
                "/admin%5Cusers",
                "/admin%u002fusers",
                "/admin%3bx/users",
                "/public%2f..%2fadmin%2fusers%2f",
                "/public%2f%2e%2e%3ba%2fadmin/users",
                // control characters
                "/admin/users\u0000",
                "/admin\u0000/users",
                "/ad\rmin/\nusers",
                "/admin/users\u007f",
                "/admin/users\u0085",
                "/public/.\u0000./admin/users",
                "/public/%2\u0000e./admin/users",
                "/\t/admin/users",
            })
    void readsEverySpellingAsOnePath(String spelling) {
        assertThat(Paths.normalise(spelling)).isEqualTo("/admin/users");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "//, /",
        "/., /",
        "/.., /",
        "/;a, /",
        "/a/.., /",
        "/.well-known/security.txt, /.well-known/security.txt",
        "/a/..., /a/...",
        "/a/..b/.c, /a/..b/.c",
        "/a/b.c/, /a/b.c",
        "/100%, /100%",
        "/100%2, /100%2",
        "/100%25, /100%25",
        "/a%41, /a%41",
        "/a b, /a b",
        "/Admin/Users, /Admin/Users",
        "/café, /café",
        "/admin/users2, /admin/users2",
        "*, /*",
    })
    void leavesOtherPathsApart(String path, String canonical) {
        assertThat(Paths.normalise(path)).isEqualTo(canonical);
    }

    @Test
    void returnsACanonicalPathAsItIs() {
        String path = "/orders/17/items";
        assertThat(Paths.normalise(path)).isSameAs(path);
    }

    @Test
    void readsAPathInTwoWaysOnlyWhereServersMightDiffer() {
        assertThat(Paths.readings("/orders/17")).containsExactly("/orders/17");
        assertThat(Paths.readings("//orders/./17/")).containsExactly("/orders/17");
        assertThat(Paths.readings("/admin/%2e%2e/public")).containsExactly("/public", "/admin/%2e%2e/public");
        assertThat(Paths.readings("/admin/..;/public")).containsExactly("/public", "/admin/..;/public");
    }

    @Test
    void changesNothingTheSecondTime() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            String path = RandomText.of(random, "//..;;\\%%%25ef3bcu00a\u0000\n", 30);
            String once = Paths.normalise(path);
            assertThat(Paths.normalise(once)).as(path).isEqualTo(once);
            assertThat(once).startsWith("/").doesNotContain("//", "/./", "/../", ";", "\\", "\u0000", "%2e", "%2f");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%25%2e\\..;", "%25", "25", "/..", "/a;", "%u00", "\u0000"})
    void takesTimeInProportionToTheLength(String hostile) {
        String path = "%" + hostile.repeat(300_000);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Paths.normalise(path)))
                .startsWith("/");
    }
}
