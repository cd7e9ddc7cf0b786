package dev.ratelimit.admin;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bodies over 1 MB are refused: announced ones at once, others as soon as they pass it. */
final class BodyLimit implements ContainerRequestFilter {

    static final int MOST = 1 << 20;

    private static final String COUNTED = "dev.ratelimit.admin.body";

    /** How much of the body of a request has been read so far. */
    static long bytesRead(ContainerRequestContext request) {
        return request.getProperty(COUNTED) instanceof Counted counted ? counted.read : 0;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > MOST) {
            throw new WebApplicationException(tooLarge().problem().response().build());
        }
        Counted counted = new Counted(request.getEntityStream());
        request.setProperty(COUNTED, counted);
        request.setEntityStream(counted);
    }

    private static UnreadableBody tooLarge() {
        return new UnreadableBody(413, "The body is larger than 1 MB, the most that is accepted.");
    }

    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            } catch (IOException e) {
                throw UnreadableBody.because(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                int n = super.read(bytes, from, length);
                count(Math.max(0, n));
                return n;
            } catch (IOException e) {
                throw UnreadableBody.because(e);
            }
        }

        private void count(int bytes) throws UnreadableBody {
            read += bytes;
            if (read > MOST) {
                throw tooLarge();
            }
        }
    }
}
