package dev.ratelimit.redis;

/**
 * What nodes hear of a change: {@code rules 17}, {@code users 18 alice}.
 *
 * @param number of the change, by the counter of all changes
 * @param id of what was changed; empty for all of the topic
 */
record ChangeEvent(String topic, long number, String id) {

    /** Reads a message; one that is not ours could mean anything, and is read as a gap. */
    static ChangeEvent parse(String message) {
        String[] words = message.split(" ", 3);
        try {
            return new ChangeEvent(words[0], Long.parseLong(words[1]), words.length < 3 ? "" : words[2]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new ChangeEvent("", Long.MAX_VALUE, "");
        }
    }
}
