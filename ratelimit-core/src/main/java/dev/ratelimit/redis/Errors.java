package dev.ratelimit.redis;

import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an error of Lettuce or Redis means. */
final class Errors {

    /** What Netty says of a handshake that had failed before, which tells nothing of why. */
    private static final String AFTERMATH = "SSLEngine closed already";

    /** Redis answers these while it, or this user on it, cannot run any script. Older servers wrap them in ERR. */
    private static final List<String> REFUSED = List.of(
            "READONLY",
            "LOADING",
            "BUSY",
            "OOM ",
            "MISCONF",
            "NOREPLICAS",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "Cannot determine a partition",
            "NOPERM",
            "NOAUTH",
            "WRONGPASS",
            "can't run this command",
            "max number of clients");

    /** What whoever runs the server may want to change, by what it says. */
    private static final Map<String, String> ADVICE = Map.of(
            "OOM ", "raise the server's maxmemory, or set maxmemory-policy volatile-ttl",
            "MISCONF", "see the server's log for why it cannot save, or set save \"\"",
            "NOREPLICAS", "the server's min-replicas-to-write is not met",
            "MASTERDOWN", "the server is a replica with replica-serve-stale-data no",
            "READONLY", "the address is that of a replica; see the server's REPLICAOF",
            "NOPERM", "the server's ACL lacks a right for this user",
            "can't run this command", "the server's ACL lacks a right for this user",
            "WRONGPASS", "see redisUsername and redisPassword, and the server's ACL or requirepass",
            "NOAUTH", "see redisPassword, and the server's requirepass",
            "max number of clients", "raise the server's maxclients");

    /** Refused in the middle of a script, perhaps: one of its commands may be allowed and the next one not. */
    private static final List<String> PERHAPS_BEGUN = List.of("NOPERM", "can't run this command");

    /** Lettuce says these of what it has not sent. */
    private static final List<String> UNSENT = List.of("Currently not connected", "Unable to connect");

    private static final List<String> DISCONNECTED =
            List.of("not connected", "Connection disconnected", "Connection closed", "Connection is closed");

    private static final List<String> OVERLOAD = List.of("queue size exceeded", "stack size exceeded");

    /** A server answers these, having done nothing, when keys are on their way from it or to it. */
    private static final List<String> MOVING = List.of("MOVED ", "ASK ", "TRYAGAIN ");

    private Errors() {}

    /** Whether the same may be answered if it is asked again at once, and was not done yet. */
    static boolean moving(StoreException error) {
        String message = error.getCause() == null ? null : error.getCause().getMessage();
        return message != null && MOVING.stream().anyMatch(message::startsWith);
    }

    static StoreException of(Throwable error) {
        Trouble trouble = trouble(error);
        return new StoreException(trouble, describe(error), error, undone(trouble, String.valueOf(error.getMessage())));
    }

    /** A script is refused before it writes anything, or at the first thing it writes. */
    private static boolean undone(Trouble trouble, String message) {
        return switch (trouble) {
            case OVERLOAD -> true;
            case REFUSED -> !contains(message, PERHAPS_BEGUN);
            case DISCONNECTED -> contains(message, UNSENT);
            case TIMEOUT, CALL -> false;
        };
    }

    /** The thread is told to end; the caller is to see that, too. */
    static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Trouble.CALL, "interrupted while waiting for Redis", e);
    }

    /** What the root of an error says, which alone would not tell that it is about a certificate. */
    static String describe(Throwable error) {
        String about = "";
        Throwable root = error;
        for (Throwable cause = cause(root); cause != null; cause = cause(root)) {
            about = root instanceof SSLException ? "TLS: " : about;
            root = cause;
        }
        String message = root.getMessage();
        return about + (message == null ? root.getClass().getSimpleName() : message + advice(message));
    }

    /** Where no node of a Cluster can be reached, Lettuce has what keeps it away from each as suppressed errors. */
    private static @Nullable Throwable cause(Throwable error) {
        Throwable[] suppressed = error.getSuppressed();
        return error.getCause() == null && error instanceof RedisException && suppressed.length > 0
                ? suppressed[0]
                : error.getCause();
    }

    private static String advice(String message) {
        return ADVICE.entrySet().stream()
                .filter(known -> message.contains(known.getKey()))
                .map(known -> ": " + known.getValue())
                .findFirst()
                .orElse("");
    }

    /** Whether the server is no master; Redis 6.2 says so within another error. */
    static boolean ofReplica(Throwable error) {
        return String.valueOf(error.getMessage()).contains("READONLY");
    }

    /** Whether somebody must change a password, a right or a certificate before Redis lets us in. */
    static boolean needsMending(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause(cause)) {
            if (cause instanceof RedisCommandExecutionException
                    || (cause instanceof SSLException && !AFTERMATH.equals(cause.getMessage()))
                    || String.valueOf(cause.getMessage()).startsWith("the password file")) {
                return !(cause instanceof RedisLoadingException);
            }
        }
        return false;
    }

    private static Trouble trouble(Throwable error) {
        if (error instanceof RedisCommandTimeoutException || error instanceof TimeoutException) {
            return Trouble.TIMEOUT;
        }
        if (error instanceof RedisConnectionException) {
            return Trouble.DISCONNECTED;
        }
        String message = String.valueOf(error.getMessage());
        if (contains(message, REFUSED)) {
            return Trouble.REFUSED;
        }
        if (contains(message, OVERLOAD)) {
            return Trouble.OVERLOAD;
        }
        boolean link = contains(message, DISCONNECTED) || !(error instanceof RedisException);
        return link ? Trouble.DISCONNECTED : Trouble.CALL;
    }

    private static boolean contains(String message, List<String> words) {
        return words.stream().anyMatch(message::contains);
    }
}
