package dev.ratelimit.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

    private static List<Method> overridden(String name, Class<?> parameter) throws NoSuchMethodException {
        return Annotations.overridden(Below.class, Below.class.getMethod(name, parameter));
    }

    @Test
    void ofAMethodAreThoseOfTheOneItOverrides() throws Exception {
        assertThat(overridden("plain", String.class))
                .containsExactly(
                        Below.class.getDeclaredMethod("plain", String.class),
                        Above.class.getDeclaredMethod("plain", String.class));
    }

    @Test
    void ofAMethodAreThoseOfAGenericOneToo() throws Exception {
        assertThat(overridden("generic", String.class))
                .containsExactly(
                        Below.class.getDeclaredMethod("generic", String.class),
                        Above.class.getDeclaredMethod("generic", Object.class),
                        Described.class.getDeclaredMethod("generic", Object.class));
    }

    @Test
    void ofAMethodAreNotThoseOfAnOverloadAbove() throws Exception {
        assertThat(overridden("find", String.class))
                .containsExactly(Below.class.getDeclaredMethod("find", String.class));
    }

    @Test
    void ofAMethodAreNotThoseOfAPrivateNamesake() throws Exception {
        assertThat(overridden("hidden", String.class))
                .containsExactly(Below.class.getDeclaredMethod("hidden", String.class));
    }

    /** What is described. */
    public interface Described<T> {
        String generic(T value);
    }

    /** What {@link Below} comes from. */
    public abstract static class Above<T> implements Described<T> {

        public String plain(String text) {
            return text;
        }

        @Override
        public String generic(T value) {
            return hidden("");
        }

        public String find(Object any) {
            return "";
        }

        @SuppressWarnings("UnusedVariable") // Only its shape matters.
        private String hidden(String text) {
            return text;
        }
    }

    /** What is asked about. */
    public static class Below extends Above<String> {

        @Override
        public String plain(String text) {
            return text;
        }

        @Override
        public String generic(String value) {
            return value;
        }

        public String find(String text) {
            return text;
        }

        public String hidden(String text) {
            return text;
        }
    }
}
