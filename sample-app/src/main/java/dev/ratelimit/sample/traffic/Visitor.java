package dev.ratelimit.sample.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Somebody who asks the same thing again and again.
 *
 * @param name the API key, and the account of who logs in
 */
record Visitor(String name, String method, String path, Duration pause) {
    private static final int SHOPPERS = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** All who come, about 40 requests a second: most may have what they ask for, a few ask for more. */
    static List<Visitor> all() {
        return Stream.concat(modest(), greedy()).toList();
    }

    HttpRequest request(URI shop) {
        return HttpRequest.newBuilder(shop.resolve(path))
                .method(method, BodyPublishers.noBody())
                .headers("X-Api-Key", name, "X-Account", name)
                .timeout(TIMEOUT)
                .build();
    }

    private static Stream<Visitor> modest() {
        Stream<Visitor> shoppers = IntStream.rangeClosed(1, SHOPPERS).mapToObj(Visitor::shopper);
        return Stream.concat(
                shoppers,
                Stream.of(
                        every(4_000, "shopper-1", "GET", "/catalogue"),
                        every(4_000, "shopper-2", "GET", "/download/prices.csv"),
                        every(15_000, "shopper-3", "GET", "/report"),
                        every(5_000, "shopper-4", "GET", "/api/orders/1")));
    }

    private static Stream<Visitor> greedy() {
        return Stream.of(
                every(125, "crawler", "GET", "/search?q=oak"),
                every(250, "impatient", "GET", "/search?q=lamp"),
                every(500, "mirror", "GET", "/download/prices.csv"),
                every(1_000, "accountant", "GET", "/report"),
                every(1_000, "watcher", "GET", "/api/orders/1"),
                every(2_000, "guesser", "POST", "/login"));
    }

    private static Visitor shopper(int number) {
        return every(650, "shopper-" + number, "GET", "/search?q=lamp");
    }

    private static Visitor every(int millis, String name, String method, String path) {
        return new Visitor(name, method, path, Duration.ofMillis(millis));
    }
}
