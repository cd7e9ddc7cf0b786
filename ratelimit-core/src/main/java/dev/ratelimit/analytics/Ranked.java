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

    /**
     * These and what came since. Whoever is not among these yet comes with all that a shorter time knows of him, so that somebody
     * who comes often, and late, is not for ever too small to be kept.
     *
     * @param finer of a part of the time, with what came since
     */
    Ranked plus(Ranked since, Ranked finer) {
        Map<Ranking, Map<String, Long>> sum = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            Map<String, Long> all = new HashMap<>(by(ranking));
            since.by(ranking).forEach((name, count) -> {
                long known = Math.max(count, finer.by(ranking).getOrDefault(name, 0L));
                all.merge(name, known, (before, any) -> before + count);
            });
            if (!all.isEmpty()) {
                sum.put(ranking, all);
            }
        }
        return new Ranked(sum).heaviest();
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
