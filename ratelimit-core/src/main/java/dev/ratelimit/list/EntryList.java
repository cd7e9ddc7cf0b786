package dev.ratelimit.list;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.RequestFacts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one list as a node asks them: by the caller's id, and by address, the smallest network first. Thread-safe;
 * a question takes no lock. Changed entry by entry.
 */
final class EntryList {

    private final Map<String, ListEntry> callers = new ConcurrentHashMap<>();
    private final Map<String, ListEntry> networks = new ConcurrentHashMap<>();
    private volatile @Nullable Networks ipv4;
    private volatile @Nullable Networks ipv6;
    /** Whether it is worth while to hash what is in headers. */
    private volatile boolean hasKeys;

    boolean isEmpty() {
        return callers.isEmpty() && networks.isEmpty();
    }

    /** The entry that means a request and holds at a Unix time; of several, the one that holds longest. */
    @Nullable
    ListEntry find(RequestFacts facts, List<String> keyHeaders, long nowMillis) {
        ListEntry found = callers.isEmpty() ? null : ofCaller(facts.user(), nowMillis);
        if (hasKeys) {
            found = later(found, ofKey(facts, keyHeaders, nowMillis));
            found = later(found, ofKey(facts, facts.keyHeaders(), nowMillis));
        }
        IpAddress address = networks.isEmpty() ? null : facts.clientAddress();
        return address == null ? found : later(found, ofAddress(address, nowMillis));
    }

    private @Nullable ListEntry ofKey(RequestFacts facts, List<String> headers, long nowMillis) {
        ListEntry found = null;
        for (String header : headers) {
            found = later(found, ofCaller(facts.headerSubject(header), nowMillis));
        }
        return found;
    }

    private static @Nullable ListEntry later(@Nullable ListEntry one, @Nullable ListEntry other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.endsAfter(other) ? one : other;
    }

    @Nullable
    ListEntry ofCaller(@Nullable String id, long nowMillis) {
        ListEntry entry = id == null ? null : callers.get(id);
        return entry != null && entry.holds(nowMillis) ? entry : null;
    }

    @Nullable
    ListEntry ofAddress(IpAddress address, long nowMillis) {
        return Networks.find(address.isIpv4() ? ipv4 : ipv6, address, nowMillis);
    }

    List<ListEntry> entries() {
        return Stream.concat(callers.values().stream(), networks.values().stream())
                .toList();
    }

    synchronized void put(ListEntry entry) {
        Target target = entry.target();
        Cidr network = target.network();
        if (network == null) {
            callers.put(target.text(), entry);
            hasKeys |= target.isKey();
            return;
        }
        // An empty trie before an empty map: who asks sees an entry as soon as anything says there is one.
        if (network.network().isIpv4()) {
            ipv4 = Networks.with(ipv4, network, entry);
        } else {
            ipv6 = Networks.with(ipv6, network, entry);
        }
        networks.put(target.text(), entry);
    }

    synchronized void remove(Target target) {
        Cidr network = target.network();
        if (network == null) {
            callers.remove(target.text());
            return;
        }
        networks.remove(target.text());
        if (network.network().isIpv4()) {
            ipv4 = Networks.without(ipv4, network);
        } else {
            ipv6 = Networks.without(ipv6, network);
        }
    }

    /**
     * Puts these entries in place of all but those with some texts. Meanwhile a question may meet the old or the new one of
     * each.
     */
    synchronized void replace(Collection<ListEntry> entries, Set<String> kept) {
        EntryList fresh = new EntryList();
        for (String text : kept) {
            ListEntry entry = callers.getOrDefault(text, networks.get(text));
            if (entry != null) {
                fresh.put(entry);
            }
        }
        entries.forEach(fresh::put);
        ipv4 = fresh.ipv4;
        ipv6 = fresh.ipv6;
        replace(networks, fresh.networks);
        replace(callers, fresh.callers);
        hasKeys = fresh.hasKeys;
    }

    private static <T> void replace(Map<String, T> old, Map<String, T> fresh) {
        old.putAll(fresh);
        old.keySet().removeIf(key -> !fresh.containsKey(key));
    }
}
