package dev.ratelimit.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that is to be refused.
 *
 * @param request method, target, and after {@code with} a header line
 * @param body as text, with words in place of what no line could hold
 * @param status of the answer
 * @param words of the answer; after {@code text:} all of it but the last line break, and {@code server:} where it is not ours
 */
record BadInput(String request, String body, int status, String words) {

    private static final String TEXT = "text: ";

    static BadInput of(String request, String body, String answer) {
        return new BadInput(
                request.strip(),
                body.strip(),
                Integer.parseInt(answer.substring(0, 3)),
                answer.substring(3).strip());
    }

    /** The table. */
    static List<BadInput> table() {
        return lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    String[] columns = line.split(" \\| ", -1);
                    return of(columns[0], columns[1], columns[2].strip());
                })
                .toList();
    }

    private static List<String> lines() {
        try (InputStream in = BadInput.class.getResourceAsStream("bad-inputs.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException("bad-inputs.txt cannot be read", e);
        }
    }

    Answer send(AdminServer server) {
        String[] parts = request.split(" with ", 2);
        String[] line = parts[0].split(" ", 2);
        List<String> headers = new ArrayList<>();
        if (parts.length > 1) {
            headers.addAll(List.of(parts[1].split(": ", 2)));
        }
        if (!body.isEmpty() && !headers.contains("Content-Type")) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        return server.send(line[0], filled(line[1]), publisher(), headers.toArray(String[]::new));
    }

    /** Whether the answer is one of the plain family's fixed texts. */
    boolean plain() {
        return words.startsWith(TEXT);
    }

    /** Whether the server refuses it before the application sees it. */
    boolean unseen() {
        return words.equals("server:");
    }

    String text() {
        return words.substring(TEXT.length());
    }

    private BodyPublisher publisher() {
        if (body.equals("<large>")) {
            byte[] large = (" ".repeat(BodyLimit.MOST) + "{}").getBytes(StandardCharsets.UTF_8);
            // Its length is not announced this way.
            return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        }
        if (body.equals("<not-utf8>")) {
            return BodyPublishers.ofByteArray("{\"note\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
        }
        return BodyPublishers.ofString(filled(body));
    }

    private static String filled(String text) {
        return text.replace("<501x>", "x".repeat(501)).replace("<deep>", "[".repeat(60) + "]".repeat(60));
    }

    @Override
    public String toString() {
        return request + " " + body + " -> " + status + " " + words;
    }
}
