package dev.ratelimit.http;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of one request. Each fact is found out once, on first use; what no rule asks for costs nothing.
 * For the request's own thread only.
 */
public final class RequestFacts {

    private static final Identification DEFAULTS = Identification.defaults();

    private final @Nullable RequestView view;
    private final Identification identification;
    private final Lazy<List<String>> paths;
    private final Lazy<IpAddress> clientAddress;
    private final Lazy<String> ipSubject;
    private final Lazy<Caller> caller;
    private Surroundings surroundings = Surroundings.PLAIN;
    private @Nullable Lazy<String> plan;

    /** The facts of a request. */
    public RequestFacts(RequestView view, Identification identification) {
        this(identification, view);
    }

    private RequestFacts(Identification identification, @Nullable RequestView view) {
        this.view = view;
        this.identification = identification;
        this.paths = new Lazy<>(() -> view == null ? null : Paths.readings(view.path()));
        this.clientAddress = new Lazy<>(
                () -> view == null ? null : identification.clientAddress().find(view));
        this.ipSubject = new Lazy<>(this::findIpSubject);
        this.caller = new Lazy<>(() -> identification.caller(this));
    }

    /**
     * A request that has nothing but a user: no method, no path, no address, no headers.
     *
     * @throws IllegalArgumentException when the user is blank
     */
    public static RequestFacts ofUser(String user) {
        Caller caller = new Caller(user, true);
        return new RequestFacts(DEFAULTS.withResolver(request -> caller), null);
    }

    /** The same facts in other surroundings than {@link Surroundings#PLAIN}, those of the limiter that decides. */
    public RequestFacts in(Surroundings surroundings) {
        this.surroundings = surroundings;
        return this;
    }

    /** The name of this application. */
    public @Nullable String app() {
        return surroundings.app();
    }

    /** What the time is. */
    public Instant now() {
        return surroundings.clock().instant();
    }

    /** The method for which rules are written: {@code GET} also for a {@code HEAD} request. */
    public @Nullable String method() {
        return view == null ? null : "HEAD".equals(view.method()) ? "GET" : view.method();
    }

    /** The path below the context, as {@link Paths#normalise} writes it. */
    public @Nullable String path() {
        List<String> readings = paths();
        return readings.isEmpty() ? null : readings.get(0);
    }

    /**
     * The path in every way in which servers might read it: almost always one, and {@link #path} first. A condition on
     * paths is to consider all of them. Empty for a request without a path.
     */
    public List<String> paths() {
        return Objects.requireNonNullElse(paths.get(), List.of());
    }

    /** The client's address, found as {@link ClientAddress} says; null where the container knows none. */
    public @Nullable IpAddress clientAddress() {
        return clientAddress.get();
    }

    /** Whether anything has asked for the client's address. */
    public boolean addressAsked() {
        return clientAddress.asked();
    }

    /** Shows the request to somebody, where anything has asked for the client's address. */
    public void whereAddressAsked(Consumer<RequestView> look) {
        if (view != null && addressAsked()) {
            look.accept(view);
        }
    }

    /** The text by which the client's address is counted: {@code 192.0.2.1}, {@code 2001:db8:1:2::/64}. */
    public @Nullable String ipSubject() {
        return ipSubject.get();
    }

    /**
     * Who is calling. Null when nobody can be told; then {@link #missingKey} is {@code ALLOW} or {@code DENY}, or the
     * request has no address either.
     */
    public @Nullable Caller caller() {
        return caller.get();
    }

    /** The id of the user who is calling; null for any other caller, and for an id that no record can be kept of. */
    public @Nullable String user() {
        Caller known = caller();
        return known != null && known.user() && UserIds.accepts(known.subject()) ? known.subject() : null;
    }

    /** The plan of the user who is calling, as far as this node knows; null for none. */
    public @Nullable String plan() {
        if (plan == null) {
            plan = new Lazy<>(this::findPlan);
        }
        return plan.get();
    }

    private @Nullable String findPlan() {
        String user = user();
        return user == null ? null : surroundings.plans().apply(user);
    }

    /** Whether a rule has asked for the plan. */
    public boolean planAsked() {
        return plan != null;
    }

    /** Corrects the plan, for whoever asks from now on. */
    public void correctPlan(@Nullable String known) {
        plan = new Lazy<>(() -> known);
    }

    /** What is to become of this request when it has no {@link #caller}. */
    public MissingKey missingKey() {
        return identification.missingKey();
    }

    /** The first value of a header as it came: for conditions. To count by it, use {@link #headerSubject}. */
    public @Nullable String header(String name) {
        return view == null ? null : view.header(name);
    }

    /** The subject of a header's value, hashed as it may be an API key: {@code key:3f9c1a~…}; null when blank. */
    public @Nullable String headerSubject(String name) {
        return hashed("key", header(name));
    }

    /** The headers that callers are told apart by, whoever this one is. */
    public List<String> keyHeaders() {
        return identification.resolver().keyHeaders();
    }

    /** The first value of a parameter of the query string. */
    public @Nullable String query(String name) {
        return view == null ? null : view.query(name);
    }

    /** The value of a cookie. */
    public @Nullable String cookie(String name) {
        return view == null ? null : view.cookie(name);
    }

    /** The id of the existing session. */
    public @Nullable String session() {
        return view == null ? null : view.session();
    }

    /** The name of the authenticated user. */
    public @Nullable String principal() {
        return view == null ? null : view.principal();
    }

    /** A value that the application attached to the request. */
    public @Nullable Object attribute(String name) {
        return view == null ? null : view.attribute(name);
    }

    /** The same as text; null when it is absent or blank. */
    public @Nullable String attributeText(String name) {
        Object value = attribute(name);
        String text = value == null ? "" : value.toString();
        return text.isBlank() ? null : text;
    }

    /** The id of the JAX-RS resource method that serves the request; null where none does, or where that is not known yet. */
    public @Nullable String resource() {
        return view == null ? null : view.resource();
    }

    /** The path with the names of its variable parts, as the router knows it; null where it is not known. */
    public @Nullable String template() {
        return view == null ? null : view.template();
    }

    /** The subject of a secret as {@link SubjectHasher#subject} makes it; null for one that is absent or blank. */
    public @Nullable String hashed(String kind, @Nullable String secret) {
        return secret == null || secret.isBlank()
                ? null
                : identification.hasher().subject(kind, secret);
    }

    private @Nullable String findIpSubject() {
        IpAddress address = clientAddress();
        return address == null ? null : identification.clientAddress().subject(address);
    }
}
