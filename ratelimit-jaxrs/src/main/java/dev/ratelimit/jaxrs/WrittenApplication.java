package dev.ratelimit.jaxrs;

import jakarta.ws.rs.core.Application;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The class of an application as somebody wrote it, with its annotations. */
final class WrittenApplication {

    private WrittenApplication() {}

    /** Jersey shows a configuration of its own, which tells the application within. */
    static Class<?> type(Application shown) {
        try {
            Method within = shown.getClass().getMethod("getApplication");
            return within.invoke(shown) instanceof Application application && application != shown
                    ? type(application)
                    : shown.getClass();
        } catch (NoSuchMethodException e) {
            return shown.getClass();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the application within " + shown + " cannot be told", e);
        }
    }
}
