package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "/orders/{id},              orders {id}",
        "orders/{ id : [0-9]+ }/,   orders {id}",
        "'{id: \\d{3}}/x',          {id} x",
        "{path: .+/.+},             {path}",
        "a{n: x/y}b/{m},            a{n}b {m}",
        "'',                        ''",
    })
    void leavesTheExpressionsOfVariablesOut(String path, String segments) {
        assertThat(String.join(" ", PathTemplate.segments(path))).isEqualTo(segments);
    }

    @Test
    void isThatOfClassAndMethod() {
        assertThat(PathTemplate.of("/shops/7/orders/9", List.of(Shops.class), "orders/{order}"))
                .isEqualTo("/shops/{shop}/orders/{order}");
        assertThat(PathTemplate.of("/shops/7", List.of(Shops.class), null)).isEqualTo("/shops/{shop}");
    }

    @Test
    void followsTheLocatorThatFitsBest() {
        assertThat(PathTemplate.of("/shops/7/staff/8/9", List.of(Shops.class, Other.class), "{n}"))
                .isEqualTo("/shops/{shop}/staff/{person}/{n}");
        assertThat(PathTemplate.of("/shops/7/things/8/9", List.of(Shops.class, Other.class), "{n}"))
                .isEqualTo("/shops/{shop}/{kind}/{thing}/{n}");
    }

    @Test
    void isNotToldWhereNoLocatorFits() {
        assertThat(PathTemplate.of("/shops/7", List.of(Shops.class, Other.class), "{n}"))
                .isNull();
    }

    @Path("/shops/{shop}")
    public static class Shops {
        @Path("{kind}/{thing}")
        public Object things() {
            return new Other();
        }

        @Path("staff/{person}")
        public Object staff() {
            return new Other();
        }
    }

    /** Where locators lead. */
    public static class Other {}
}
