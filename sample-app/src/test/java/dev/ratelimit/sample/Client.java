package dev.ratelimit.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Sends real requests. Headers are given as name, value, name, value. */
public record Client(String address) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int ENOUGH = 100;

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** Sends JSON. */
    public HttpResponse<String> json(String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        return send(method, path, HttpRequest.BodyPublishers.ofString(body), all.toArray(new String[0]));
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address).resolve(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All answers up to and including the first refusal. */
    public List<HttpResponse<String>> untilRefused(String method, String path, String... headers) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        do {
            answers.add(send(method, path, headers));
        } while (answers.get(answers.size() - 1).statusCode() == 200 && answers.size() < ENOUGH);
        return answers;
    }
}
