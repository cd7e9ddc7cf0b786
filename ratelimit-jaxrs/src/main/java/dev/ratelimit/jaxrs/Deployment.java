package dev.ratelimit.jaxrs;

import dev.ratelimit.RateLimiter;
import dev.ratelimit.gate.FaultLog;
import dev.ratelimit.gate.Gate;
import dev.ratelimit.gate.GateOptions;
import dev.ratelimit.rule.KeyPart;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One application with its limiter. Reads the annotations of each resource method once, when the application is deployed;
 * a sub-resource whose class no locator declares, when it is first asked for.
 *
 * <p>The filters themselves are not registered for single methods: CXF runs none of those for sub-resources, and Jersey
 * injects nothing into them.
 */
final class Deployment implements DynamicFeature {

    private final @Nullable GateOptions given;
    private final boolean addressKnown;
    private final Resources resources;
    private final FaultLog faults = new FaultLog();
    private final Set<String> uncountable = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RateLimiter limiter;
    private volatile @Nullable Gate gate;
    private volatile boolean running;
    private volatile boolean ends;
    // Not this, which knows the application's classes: a limiter may outlive it.
    private final Object application = new Object();

    /**
     * @param given null for the options that go with the limiter
     * @param type the application's class; null where it is not known
     * @param addressKnown whether the addresses of clients are known here
     */
    Deployment(@Nullable GateOptions given, @Nullable Class<?> type, boolean addressKnown) {
        this.given = given;
        this.addressKnown = addressKnown;
        this.resources = new Resources(this::annotate, type, addressKnown);
    }

    /**
     * Begins to limit.
     *
     * @param options unless others were given
     */
    Gate use(RateLimiter limiter, GateOptions options) {
        if (!addressKnown) {
            limiter.rules().rules().forEach(Deployment::requireNoAddress);
        }
        this.limiter = limiter;
        orLeave(() -> resources.share(type -> Names.of(limiter).take(application, type)));
        Gate made = new Gate(limiter, Objects.requireNonNullElse(given, options), faults);
        this.gate = made;
        return made;
    }

    private static void requireNoAddress(Rule rule) {
        // What annotations say is judged where it is read, or belongs to another application.
        if (rule.origin() != Origin.ANNOTATION && rule.active() && byAddress(rule)) {
            throw withoutAddress(rule);
        }
    }

    private static boolean byAddress(Rule rule) {
        return rule.key().parts().contains(KeyPart.Fact.IP);
    }

    private static IllegalStateException withoutAddress(Rule rule) {
        return new IllegalStateException("rule " + rule.id() + ", key: ip cannot be counted by: no HttpServletRequest"
                + " is to be had here, and nothing else tells the address of a client");
    }

    /** Whether a rule can be asked where nobody knows addresses; it may have come after the deployment. */
    boolean countable(Rule rule) {
        boolean impossible = byAddress(rule);
        if (impossible && uncountable.add(rule.id())) {
            faults.first("The rule " + rule.id() + " limits nothing here", withoutAddress(rule));
        }
        return !impossible;
    }

    private void annotate(ResourceRules rules) {
        RateLimiter known = limiter;
        if (known != null) {
            known.annotate(application, rules);
        }
    }

    /** A deployment that fails has no end that everybody tells. */
    private void orLeave(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            end();
            throw e;
        }
    }

    /** Whether something is going to end it. */
    boolean ends() {
        return ends;
    }

    /** Remembers that something is going to end it. */
    void hasEnd() {
        ends = true;
    }

    /** Leaves nothing behind in a limiter that outlives the application. */
    void end() {
        RateLimiter known = limiter;
        if (known != null) {
            limiter = null;
            known.annotate(application, ResourceRules.NONE);
            Names.of(known).leave(application);
        }
    }

    /** Reads the root resources whose classes an application lists; of one with nothing but locators nobody else tells. */
    void read(@Nullable Application listed) {
        if (listed != null) {
            listed.getClasses().forEach(resources::readRoot);
        }
    }

    @Override
    public void configure(ResourceInfo info, FeatureContext context) {
        if (running) {
            find(info);
        } else {
            orLeave(() -> resources.find(info.getResourceClass(), info.getResourceMethod()));
        }
    }

    /** The resource that a request has been matched to. */
    Resource resource(ResourceInfo info) {
        if (!running) {
            running = true;
            resources.keepIds();
        }
        return find(info);
    }

    private Resource find(ResourceInfo info) {
        Class<?> type = info.getResourceClass();
        Method method = info.getResourceMethod();
        try {
            return resources.find(type, method);
        } catch (IllegalArgumentException e) {
            // Too late to fail the deployment, and no reason for an outage.
            faults.first("An annotation of a sub-resource is faulty and limits nothing: " + e.getMessage(), e);
            return resources.giveUp(type, method);
        }
    }

    /** @param late finds the limiter where nothing told it at deployment */
    Gate gate(Supplier<ServletLimiter> late) {
        Gate known = gate;
        return known != null ? known : begin(late);
    }

    private synchronized Gate begin(Supplier<ServletLimiter> late) {
        Gate known = gate;
        if (known != null) {
            return known;
        }
        try {
            ServletLimiter found = late.get();
            return use(found.limiter(), found.options());
        } catch (RuntimeException | LinkageError e) {
            // Too late to fail the deployment. Settings do not change, so it is not tried again.
            GateOptions options = Objects.requireNonNullElseGet(given, GateOptions::defaults);
            Gate failing = Gate.failing(new IllegalStateException("there is no limiter", e), options, faults);
            gate = failing;
            return failing;
        }
    }
}
