package dev.ratelimit.admin;

import dev.ratelimit.rule.Conflict;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.store.StoreException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong, as an answer that tells the caller what to do and nothing of our insides. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** Redis cannot answer: nothing half written, and soon to be tried again. */
    static final class OfStore implements ExceptionMapper<StoreException> {
        @Override
        public Response toResponse(StoreException e) {
            LOG.debug("Redis could not answer: {}", e.getMessage());
            return Problem.of(503, "Redis cannot be reached at the moment; try again soon.")
                    .response()
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
    }

    /** Something is not as the writer thinks. */
    static final class OfConflict implements ExceptionMapper<Conflict> {
        @Override
        public Response toResponse(Conflict e) {
            int status = switch (e.reason()) {
                case EXISTS, FULL -> 409;
                case MISSING -> 404;
                case STALE -> 412;
            };
            return Problem.of(status, e.getMessage() + ".").response().build();
        }
    }

    /** What is stored cannot be used: somebody wrote it past us. */
    static final class OfStored implements ExceptionMapper<RulesException> {

        /** Somebody has to mend it first. */
        private static final int PATIENCE = 60;

        @Override
        public Response toResponse(RulesException e) {
            LOG.warn("{}", e.getMessage());
            return Problem.of(
                            503,
                            "What is stored cannot be used, and what was read last stays in force: " + e.getMessage())
                    .response()
                    .header(HttpHeaders.RETRY_AFTER, PATIENCE)
                    .build();
        }
    }

    /** A body that ends too early or too late. */
    static final class OfBody implements ExceptionMapper<UnreadableBody> {
        @Override
        public Response toResponse(UnreadableBody e) {
            return e.problem().response().build();
        }
    }

    /** The framework's refusals keep status and header lines; anything else is our fault, and is logged. */
    static final class OfAny implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable e) {
            if (e instanceof WebApplicationException refusal) {
                return withBody(refusal.getResponse());
            }
            LOG.error("A request failed", e);
            return Problem.of(500, "Something went wrong here; the log of the server says what.")
                    .response()
                    .build();
        }

        private static Response withBody(Response refusal) {
            if (refusal.hasEntity()) {
                return refusal;
            }
            int status = refusal.getStatus();
            return Response.fromResponse(refusal)
                    .type(Problem.MEDIA_TYPE)
                    .entity(Problem.of(status))
                    .build();
        }
    }
}
