package dev.ratelimit.store;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store could not answer. Thrown by stores, caught by {@link FailoverStore}, seen by nobody else. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Redis begins an error with a word; older ones wrap it in another of which the first is ERR. */
    private static final Pattern REDIS_WORD = Pattern.compile("\\b(?!ERR\\b)[A-Z]{3,}\\b");

    /** What an error says of the store's health. */
    public enum Trouble {
        /** No link: nothing else will pass either. */
        DISCONNECTED,
        /** No answer in time; perhaps charged. */
        TIMEOUT,
        /** The link is full: this node asks faster than answers come. */
        OVERLOAD,
        /** The server refuses to run the script, such as for want of memory or rights. */
        REFUSED,
        /** The server may be well, but this call cannot be answered, such as for foreign data under a key. */
        CALL
    }

    private final Trouble trouble;
    private final boolean undone;

    /** Of what was perhaps done. */
    public StoreException(Trouble trouble, @Nullable String message, @Nullable Throwable cause) {
        this(trouble, message, cause, false);
    }

    /** @param undone whether it is certain that nothing was charged: it was never sent, or refused as a whole */
    public StoreException(Trouble trouble, @Nullable String message, @Nullable Throwable cause, boolean undone) {
        // A stack trace for each of a thousand refused calls a second would be the next outage.
        super(message, cause, false, false);
        this.trouble = trouble;
        this.undone = undone;
    }

    public Trouble trouble() {
        return trouble;
    }

    /** Whether it is certain that nothing was charged. */
    public boolean undone() {
        return undone;
    }

    /** The trouble in a word, and of a refusal the one that Redis says: {@code timeout}, {@code oom}. */
    public String word() {
        Matcher said = REDIS_WORD.matcher(String.valueOf(getMessage()));
        String word = trouble == Trouble.REFUSED && said.find() ? said.group() : trouble.name();
        return word.toLowerCase(Locale.ROOT);
    }
}
