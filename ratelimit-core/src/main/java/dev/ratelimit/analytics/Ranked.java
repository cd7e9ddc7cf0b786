package dev.ratelimit.analytics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who came most, by what.
 *
 * @param counts of each; none that is missing
 */
public record Ranked(Map<Ranking, Map<String, Long>> counts) {

    /** How many of those who come most are told apart. */
    public static final int MOST = 64;

    /** Nobody. */
    public static final Ranked NONE = new Ranked(Map.of());

    /** How often those came who came most. */
    public Map<String, Long> by(Ranking ranking) {
        return counts.getOrDefault(ranking, Map.of());
    }

    boolean isEmpty() {
        return counts.values().stream().allMatch(Map::isEmpty);
    }

    /** These and others. */
    public Ranked and(Ranked others) {
        Map<Ranking, Map<String, Long>> sum = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            Map<String, Long> both = new HashMap<>(by(ranking));
            others.by(ranking).forEach((name, count) -> both.merge(name, count, Long::sum));
            if (!both.isEmpty()) {
                sum.put(ranking, both);
            }
        }
        return new Ranked(sum);
    }

    /** Those with the greatest counts. */
    Ranked heaviest() {
        Map<Ranking, Map<String, Long>> heaviest = new EnumMap<>(Ranking.class);
        counts.forEach((ranking, all) -> heaviest.put(ranking, all.size() <= MOST ? all : heaviest(all)));
        return new Ranked(heaviest);
    }

    private static Map<String, Long> heaviest(Map<String, Long> all) {
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
