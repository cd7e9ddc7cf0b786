package dev.ratelimit.event;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.algorithm.Step;
import dev.ratelimit.event.LimitEvent.DenialStorm;
import dev.ratelimit.event.LimitEvent.ListChanged;
import dev.ratelimit.event.LimitEvent.QuotaUsed;
import dev.ratelimit.limit.Limit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each event. Of quotas and list changes a hundred in a minute at most; of a lost store
 * {@link dev.ratelimit.store.FailoverStore} writes already. For one thread.
 */
final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.ratelimit.event");
    private static final Limit LINES = Limit.perMinute(100);
    private static final int LONGEST = 300;

    private @Nullable Bucket written;
    private long unwritten;

    void write(LimitEvent event, long nowMillis) {
        if (event instanceof DenialStorm storm) {
            LOG.warn(
                    "Denial storm: {} of {} requests were denied within {} s{}",
                    storm.denied(),
                    storm.requests(),
                    storm.within().toSeconds(),
                    storm.rule() == null ? "" : ", most by rule " + storm.rule());
        } else if (event instanceof QuotaUsed || event instanceof ListChanged) {
            Step step = Step.of(written, LINES, Action.TAKE, 1, nowMillis);
            written = step.bucket();
            if (step.reading().granted() > 0) {
                write(event, unwritten == 0 ? "" : " (" + unwritten + " events before it were too many to be written)");
                unwritten = 0;
            } else {
                unwritten++;
            }
        }
    }

    private static void write(LimitEvent event, String remark) {
        if (event instanceof QuotaUsed quota) {
            String line = plain(String.join(":", quota.subject())) + " has used " + quota.percent() + " % of "
                    + quota.policy() + " (" + quota.limit() + "), which is as good as new at " + quota.resetAt()
                    + remark;
            if (quota.percent() == QuotaUsed.ALL) {
                LOG.warn(line);
            } else {
                LOG.info(line);
            }
        } else if (event instanceof ListChanged change) {
            LOG.info(
                    "{} was {} the {} list{}",
                    plain(change.entry()),
                    change.added() ? "put on" : "removed from",
                    change.list().name().toLowerCase(Locale.ROOT),
                    remark);
        }
    }

    /** What callers chose must not look like lines of its own. */
    private static String plain(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", "?");
    }
}
