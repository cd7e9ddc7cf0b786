package dev.ratelimit.http;

import java.nio.charset.StandardCharsets;

/** A structured-field item (RFC 9651) of the one shape needed here: a string with integer parameters. */
final class StructuredItem {

    /** The largest integer of a structured field: 15 digits. */
    static final long MAX_INTEGER = 999_999_999_999_999L;

    private final StringBuilder text = new StringBuilder();

    private StructuredItem(String value) {
        text.append('"');
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            append(b);
        }
        text.append('"');
    }

    static StructuredItem of(String value) {
        return new StructuredItem(value);
    }

    /** Adds {@code ;key=value}; a value past 15 digits is sent as the largest that there is. */
    StructuredItem with(String key, long value) {
        text.append(';').append(key).append('=').append(Math.min(value, MAX_INTEGER));
        return this;
    }

    /** A string holds printable ASCII only; everything else goes as its UTF-8 bytes in percent form. */
    private void append(byte b) {
        if (b == '"' || b == '\\') {
            text.append('\\').append((char) b);
        } else if (b >= 0x20 && b < 0x7f) {
            text.append((char) b);
        } else {
            text.append(String.format("%%%02X", b));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
