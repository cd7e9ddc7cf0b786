package dev.ratelimit.jaxrs;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.rule.Mode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits a resource method, each method of a resource class without a limit of its own, or of an {@code Application}:
 *
 * <pre>{@code
 * @POST
 * @RateLimited("100/1m")
 * public Order create(Order order) { … }
 * }</pre>
 *
 * <p>A method's annotations replace those of its class, and these those of the application; the implementing class comes
 * before its superclasses, and these before interfaces. Several on one element hold together, with each other and with the
 * rules that apply: all or nothing. On an annotation type this makes an annotation of its own, such as {@code @LoginLimit}.
 *
 * <p>Each is a rule with a stable id, {@code OrdersResource.create}: an operator who stores a rule of that id replaces the
 * annotation while everything runs, and deleting it uncovers the annotation. A member with a value that cannot be used
 * fails the deployment. Works where a {@link RateLimitFeature} is registered.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(RateLimits.class)
public @interface RateLimited {

    /**
     * The limit as text: {@code 100/1m}, {@code 0.1/s}, {@code 10/s burst 50}. Instead of it {@link #limit} and
     * {@link #window}.
     */
    String value() default "";

    /** How many units per {@link #window}, 1 or more. */
    long limit() default 0;

    /** A duration such as {@code 250ms}, {@code 10s}, {@code 1m}, {@code 1h} or {@code 1d}. */
    String window() default "";

    /** The capacity of a token bucket that is filled by {@link #limit} per {@link #window}; by default the limit. */
    long burst() default 0;

    /** How it is counted; token bucket by default. */
    Algorithm algorithm() default Algorithm.TOKEN;

    /**
     * What is counted by, in the words of rules: {@code user}, {@code ip}, {@code path}, {@code global}, {@code
     * header:X-Api-Key}, {@code attribute:tenant}, or up to four together; the user by default. The path is the template of
     * the resource, such as <code>/orders/{id}</code>.
     */
    String[] key() default {"user"};

    /** What one request takes, 1 to 10^15; 1 by default. */
    long cost() default 1;

    /**
     * The id of the rule that this makes, 1 to 64 of {@code A-Z a-z 0-9 . _ -}; by default {@code OrdersResource.create}, on
     * a class {@code OrdersResource}, with the package in front where two classes have one name. Of several annotations on
     * one element at most one is without a name; {@code default} is none. The same name on several elements is one rule,
     * which counts them together.
     */
    String name() default "";

    /**
     * The id of a rule that is written elsewhere, in a file or on Redis, and holds here: it then applies to the elements that
     * refer to it, and to nothing else of this application. No other member goes with it.
     */
    String rule() default "";

    /** Enforce, the default, shadow or off. */
    Mode mode() default Mode.ENFORCE;

    /** What to do when the store cannot answer; local by default. */
    FailurePolicy onStoreFailure() default FailurePolicy.LOCAL;

    /**
     * The statuses of responses that count, such as {@code 401} or {@code 2xx}; all by default. An exception that nobody maps
     * counts as 500.
     */
    String[] countWhen() default {};

    /**
     * Whether they are counted after the response only; by default the units are taken before it and put back when it does
     * not count, so that parallel requests cannot slip through.
     */
    boolean countAfterwards() default false;
}
