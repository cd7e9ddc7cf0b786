package dev.ratelimit.jaxrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Leaves a resource method, or those of a class without a limit of their own, to pass uncounted: neither the annotations
 * around it nor rules are asked by the {@link RateLimitFeature}. A Servlet filter in front of it has settings of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface NotRateLimited {}
