package dev.ratelimit.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** A file that stays as it is while the application runs: sent compressed to who takes that, and not again to who has it. */
final class Asset {

    private static final Pattern GZIP = Pattern.compile("gzip(\\s*;\\s*q=(1(\\.0*)?|0?\\.\\d*[1-9]\\d*))?");

    private final byte[] plain;
    private final byte[] compressed;
    private final String type;
    private final String tag;

    Asset(byte[] plain, String type) throws IOException {
        this.plain = plain;
        this.compressed = compress(plain);
        this.type = type;
        CRC32C sum = new CRC32C();
        sum.update(plain);
        // Weak, as it stands for both forms.
        this.tag = "W/\"" + Long.toHexString(sum.getValue()) + "-" + plain.length + "\"";
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        if (says(request, "If-None-Match", tag::equals)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean gzip = says(request, "Accept-Encoding", GZIP.asMatchPredicate());
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? compressed : plain;
        response.setContentType(type);
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean says(HttpServletRequest request, String header, Predicate<String> what) {
        String line = request.getHeader(header);
        return line != null
                && Arrays.stream(line.split(",", -1)).map(String::strip).anyMatch(what);
    }

    private static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }
}
