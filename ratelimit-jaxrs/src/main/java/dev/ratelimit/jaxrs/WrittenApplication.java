package dev.ratelimit.jaxrs;

import jakarta.ws.rs.core.Application;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The application as somebody wrote it, with its annotations. */
final class WrittenApplication {

    private WrittenApplication() {}

    /** The class of an application; null where it is not known. */
    static @Nullable Class<?> type(@Nullable Application shown) {
        return shown == null ? null : within(shown).getClass();
    }

    /** Jersey shows a configuration of its own, which tells the application within. */
    private static Application within(Application shown) {
        try {
            Method method = shown.getClass().getMethod("getApplication");
            return method.invoke(shown) instanceof Application application && application != shown
                    ? within(application)
                    : shown;
        } catch (NoSuchMethodException e) {
            return shown;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the application within " + shown + " cannot be told", e);
        }
    }
}
