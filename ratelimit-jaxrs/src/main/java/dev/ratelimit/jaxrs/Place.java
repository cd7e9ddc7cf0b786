package dev.ratelimit.jaxrs;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Where an annotation holds, for messages to those who wrote it. */
record Place(Class<?> type, @Nullable Method method) {

    String says(String member, String message) {
        return this + ": @RateLimited, member " + member + ": " + message;
    }

    @Override
    public String toString() {
        String written = "class " + WrittenClass.of(type).getName();
        return method == null ? written : written + ", method " + method.getName();
    }
}
