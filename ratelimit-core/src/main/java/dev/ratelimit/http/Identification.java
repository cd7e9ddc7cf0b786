package dev.ratelimit.http;

import org.jspecify.annotations.Nullable;

/**
 * How callers are identified. Immutable; one for an application.
 *
 * @param resolver finds the caller of a request
 * @param clientAddress finds the client's address
 * @param hasher makes subjects of secrets
 * @param missingKey what becomes of a request without a caller
 */
public record Identification(
        KeyResolver resolver, ClientAddress clientAddress, SubjectHasher hasher, MissingKey missingKey) {

    /** What {@code KeyResolver.parse} reads by default. */
    public static final String DEFAULT_ORDER = "principal,ip";

    /** From here on the resolver throws nothing: a fault in it is logged once and counts as "no caller". */
    public Identification {
        resolver = GuardedResolver.of(resolver);
    }

    /** The principal, else the peer's address: nothing that a caller can simply claim. */
    public static Identification defaults() {
        return new Identification(
                KeyResolver.parse(DEFAULT_ORDER), ClientAddress.ofPeer(), SubjectHasher.plain(), MissingKey.IP);
    }

    /** The same with another resolver. */
    public Identification withResolver(KeyResolver resolver) {
        return new Identification(resolver, clientAddress, hasher, missingKey);
    }

    /** The same with another way to the client's address. */
    public Identification withClientAddress(ClientAddress clientAddress) {
        return new Identification(resolver, clientAddress, hasher, missingKey);
    }

    /** The same with another hasher. */
    public Identification withHasher(SubjectHasher hasher) {
        return new Identification(resolver, clientAddress, hasher, missingKey);
    }

    /** The same with another treatment of requests without a key. */
    public Identification withMissingKey(MissingKey missingKey) {
        return new Identification(resolver, clientAddress, hasher, missingKey);
    }

    @Nullable
    Caller caller(RequestFacts request) {
        Caller caller = resolver.resolve(request);
        return caller == null && missingKey == MissingKey.IP ? KeyResolver.ip().resolve(request) : caller;
    }
}
