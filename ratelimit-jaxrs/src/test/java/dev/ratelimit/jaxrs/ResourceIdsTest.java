package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdsTest {

    private static final String HERE = "dev.ratelimit.jaxrs.ResourceIdsTest.";

    private final AtomicReference<ResourceRules> rules = new AtomicReference<>(ResourceRules.NONE);
    private final Resources resources = new Resources(rules::set, null, true);

    private List<String> ids(Class<?>... classes) {
        for (Class<?> type : classes) {
            resources.readRoot(type);
        }
        return rules.get().rules().stream().map(Rule::id).toList();
    }

    @Test
    void nameClassAndMethod() {
        assertThat(ids(One.Orders.class)).containsExactly("Orders.get");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nameThePackageTooWhereTwoClassesHaveOneNameWhicheverComesFirst(boolean oneFirst) {
        List<String> ids = oneFirst ? ids(One.Orders.class, Two.Orders.class) : ids(Two.Orders.class, One.Orders.class);
        assertThat(ids).containsExactlyInAnyOrder(HERE + "One.Orders.get", HERE + "Two.Orders.get");
        assertThat(rules.get().resources()).containsOnlyKeys(HERE + "One.Orders.get", HERE + "Two.Orders.get");
    }

    @Test
    void stayAsTheyAreOnceRequestsHaveCome() {
        resources.readRoot(One.Orders.class);
        resources.keepIds();
        assertThat(ids(Two.Orders.class)).containsExactly("Orders.get", HERE + "Two.Orders.get");
    }

    @Test
    void nameTheClassThatSomebodyWroteWhereAnotherWasMadeOfIt() {
        assertThat(ids(Made$$SpringCGLIB$$0.class, Made.class)).containsExactly("Made.get");
    }

    @Test
    void haveADotForADollar() {
        assertThat(ids(Odd$Name.class)).containsExactly("Odd.Name.get.it");
    }

    @Test
    void nameThePackageTooWhereTheApplicationHasTheNameOfAResource() {
        AtomicReference<ResourceRules> said = new AtomicReference<>(ResourceRules.NONE);
        Resources shop = new Resources(said::set, Shops.Orders.class, true);
        shop.readRoot(One.Orders.class);
        shop.readRoot(Unlimited.class);
        assertThat(said.get().resources()).containsOnlyKeys(HERE + "One.Orders.get", HERE + "Shops.Orders");
    }

    @Test
    void areToBeNamedWhereTheyAreTooLong() {
        assertThatThrownBy(() -> ids(AResourceWithANameThatIsMuchTooLongForTheIdOfARuleSoThatItNeedsOne.class))
                .hasMessageContaining("member name (by default, AResource")
                .hasMessageContaining("64");
    }

    static final class One {
        @Path("/one")
        public static class Orders {
            @GET
            @RateLimited("1/1s")
            public String get() {
                return "";
            }
        }
    }

    static final class Two {
        @Path("/two")
        public static class Orders {
            @GET
            @RateLimited("2/1s")
            public String get() {
                return "";
            }
        }
    }

    static final class Shops {
        @RateLimited("3/1s")
        public static class Orders extends Application {}
    }

    @Path("/unlimited")
    public static class Unlimited {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("/made")
    public static class Made {
        @GET
        @RateLimited("5/1s")
        public String get() {
            return "";
        }
    }

    /** As frameworks make them. */
    public static class Made$$SpringCGLIB$$0 extends Made {
        @Override
        public String get() {
            return super.get();
        }
    }

    @Path("/odd")
    public static class Odd$Name {
        @GET
        @RateLimited("6/1s")
        public String get$it() {
            return "";
        }
    }

    @Path("/long")
    public static class AResourceWithANameThatIsMuchTooLongForTheIdOfARuleSoThatItNeedsOne {
        @GET
        @RateLimited("1/1s")
        public String get() {
            return "";
        }
    }
}
